/**
 * Ink, without `fetch` while it is imported: its layout engine, Yoga, would fetch its own WebAssembly from a `data:` address, for
 * which Node loads the whole of its HTTP client. Where there is no `fetch`, Yoga decodes the same bytes itself.
 */
export async function importInk(): Promise<typeof import('ink')> {
  const fetch = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
  if (!fetch?.configurable) return import('ink');
  Object.defineProperty(globalThis, 'fetch', { value: undefined, configurable: true });
  try {
    return await import('ink');
  } finally {
    Object.defineProperty(globalThis, 'fetch', fetch);
  }
}
