// The app:// scheme: serves the built renderer and nothing else, with a fresh nonce and a strict CSP on each load.
// It answers GET for app://bundle/… only, and refuses whatever decodes to a place outside the renderer's folder.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { contentSecurityPolicy, fileFor, noncePlaceholder, types } from './renderer-files.ts';

/** Must run before the app is ready, or the scheme stays a plain one without an origin. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Starts to answer app:// requests from `root` (absolute path of the built renderer). */
export function serveRenderer(root: string): void {
  const refused = () => new Response(null, { status: 404 });
  protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? fileFor(root, request.url) : null;
    if (!file) return refused();
    let body: Buffer;
    try {
      body = await readFile(file);
    } catch {
      return refused();
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    const headers: Record<string, string> = { 'content-type': type, 'x-content-type-options': 'nosniff' };
    if (extname(file) !== '.html') return new Response(new Uint8Array(body), { headers });
    const nonce = randomBytes(16).toString('base64');
    headers['content-security-policy'] = contentSecurityPolicy(nonce);
    headers['cache-control'] = 'no-store';
    return new Response(body.toString('utf8').replaceAll(noncePlaceholder, nonce), { headers });
  });
}
