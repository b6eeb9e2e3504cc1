// Which file an app:// request means, and under which policy a page is loaded. Pure; protocol.ts serves it.
import { extname, join } from 'node:path';
import { isInside } from './inside.ts';

export const appOrigin = 'app://bundle';
export const noncePlaceholder = '%CSP_NONCE%';

/** What is served at all, by file ending. */
export const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The policy for one page load. Styles need the nonce because Fluent UI inserts its rules at run time. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * The file that a request means, or null when it means none of ours.
 * The URL parser has already resolved dot segments; what is left encoded is decoded once, and the outcome is tested.
 */
export function fileFor(root: string, url: string): string | null {
  const { protocol: scheme, host, pathname } = new URL(url);
  if (`${scheme}//${host}` !== appOrigin) return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = join(root, path === '/' ? 'index.html' : `.${path}`);
  return isInside(root, file) && extname(file) in types ? file : null;
}
