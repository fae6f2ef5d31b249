export * from './pdf-document.js';
export * from './render-pdf.js';
