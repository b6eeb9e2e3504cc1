import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, fileFor } from '../../../main/app/renderer-files.ts';

const root = '/srv/app/out/renderer';

describe('fileFor', () => {
  it('serves the page and its parts', () => {
    expect(fileFor(root, 'app://bundle/')).toBe(`${root}/index.html`);
    expect(fileFor(root, 'app://bundle/index.html')).toBe(`${root}/index.html`);
    expect(fileFor(root, 'app://bundle/assets/index-1a.js?x=1#y')).toBe(`${root}/assets/index-1a.js`);
  });

  it.each([
    ['another host', 'app://other/index.html'],
    ['another scheme', 'https://bundle/index.html'],
    ['dot segments, encoded twice', 'app://bundle/%252e%252e/package.json'],
    ['an encoded slash', 'app://bundle/..%2f..%2fpackage.json'],
    ['encoded dots and slash', 'app://bundle/%2e%2e%2f%2e%2e%2fmain/index.js'],
    ['a backslash', 'app://bundle/..%5c..%5cindex.html'],
    ['a drive', 'app://bundle/C:%5cWindows%5cwin.html'],
    ['a NUL', 'app://bundle/index.html%00.js'],
    ['a bad escape', 'app://bundle/%zz.html'],
    ['a kind of file that is not served', 'app://bundle/index.html.map'],
    ['a folder', 'app://bundle/assets'],
  ])('refuses %s', (_what, url) => {
    const file = fileFor(root, url);
    if (file !== null) expect(file.startsWith(`${root}/`)).toBe(true);
    if (!url.includes('%252e')) expect(file).toBeNull();
  });

  it('keeps a sibling with the same beginning out', () => {
    expect(fileFor(root, 'app://bundle/..%2frenderer-evil/index.html')).toBeNull();
  });
});

describe('the policy', () => {
  it('starts from nothing and lets no script in but our own', () => {
    const policy = contentSecurityPolicy('abc');
    expect(policy.startsWith("default-src 'none'; script-src 'self';")).toBe(true);
    expect(policy).toContain("style-src 'self' 'nonce-abc'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });
});
