/** What version 1 asks of whoever passes on what was entrusted (§ 65 Abs. 1 S. 1 Nr. 1 and S. 2 SGB VIII). */
export const entrustedConditions: readonly string[] = [
  'Einwilligung derjenigen, die genau diese Angabe anvertraut haben; hat es jemand anderes anvertraut, ersetzt keine Erklärung der Person sie.',
  'Verlangt der Weg auch eine Erklärung der Person, kommt sie hinzu.',
  'Die empfangende Stelle ist an denselben Zweck gebunden und darauf hinzuweisen.',
];
