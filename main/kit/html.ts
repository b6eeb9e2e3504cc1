// The pieces that receipts are put together from: HTML that prints well and asks nothing of the network. Every value is
// escaped.

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML content and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** One row of a description list. */
export const row = (term: string, value: string) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value)}</dd>`;
export const section = (title: string, body: string) => `<section><h2>${escapeHtml(title)}</h2>${body}</section>`;
export const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
/** Hex in groups of four, as people compare it. */
export const grouped = (hex: string) => hex.replace(/(.{4})(?=.)/g, '$1 ');

const style = `
:root { color-scheme: light dark; font: 16px/1.5 'Segoe UI', system-ui, sans-serif; }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: 14rem 1fr; gap: .3rem 1rem; } dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid; border-radius: 4px; padding: .6rem; }
.practice { border: 2px solid; padding: .6rem; font-weight: 600; }
@media print { body { margin: 0; } section { break-inside: avoid; } }
`;

/** A whole HTML document (UTF-8). `body` is HTML already. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style></head><body>${body}
</body></html>
`;
