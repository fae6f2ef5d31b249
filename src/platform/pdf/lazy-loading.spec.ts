import { expect, it } from '@jest/globals';

interface WebAssemblyApi {
  instantiate: (...parts: unknown[]) => unknown;
}

it('shaping and fonts are loaded with the first document, not with the module', async () => {
  const { WebAssembly: api } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const { instantiate } = api;
  let loaded = 0;
  api.instantiate = (...parts) => {
    loaded += 1;
    return instantiate(...parts);
  };
  try {
    const { renderPdf } = await import('./index.js');
    expect(loaded).toBe(0);
    await renderPdf({ title: 'Probe', language: 'de', createdAt: '2026-01-01T00:00:00Z', sections: [] });
    expect(loaded).toBe(1);
  } finally {
    api.instantiate = instantiate;
  }
});
