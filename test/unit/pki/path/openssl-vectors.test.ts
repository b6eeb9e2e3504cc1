// OpenSSL's own cases for `openssl verify`, for those who have its sources: CERTWRIGHT_OPENSSL=folder with test/ in it.
// The table of cases is read from its script; those that need switches which verifyPath has not are listed here.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDerAt } from '../../../../main/pki/asn1/der.ts';
import { ask } from './chain.ts';

const folder = process.env.CERTWRIGHT_OPENSSL ?? '';
const script = join(folder, 'test/recipes/25-test_verify.t');
const there = folder !== '' && existsSync(script);

const pem = (name: string): Uint8Array[] => {
  const text = readFileSync(join(folder, 'test/certs', `${name}.pem`), 'latin1');
  const blocks = [...text.matchAll(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----([^-]+)-----END/g)];
  // OpenSSL's own "trusted" form has settings after the certificate.
  return blocks.map(([, base64]) => readDerAt(new Uint8Array(Buffer.from(base64 ?? '', 'base64')), 0).encoding);
};

type Case = {
  title: string;
  accepted: boolean;
  leaf: string;
  purpose: string;
  roots: string[];
  between: string[];
  options: string;
};

const words = (text: string): string[] => [...text.replace(/qw\(/, '').matchAll(/[\w+.-]+/g)].map(([word]) => word);

const pattern =
  /ok(?:_nofips)?\((!?)verify\("([^"]+)", "([^"]*)", \[([^\]]*)\], \[([^\]]*)\],?\s*([^)]*?)\)?,\s*"([^"]+)"\);/g;

const cases = (): Case[] =>
  [...readFileSync(script, 'utf8').matchAll(pattern)].map(
    ([, not, leaf = '', purpose = '', roots = '', between = '', options = '', title = '']) => ({
      title,
      // This one stands in a frame that expects openssl to refuse.
      accepted: not === '' && !title.endsWith('bad othername name constraint'),
      leaf,
      purpose,
      roots: words(roots),
      between: words(between),
      options,
    }),
  );

/** Settings that OpenSSL keeps beside a certificate, and switches that verifyPath has not. */
const notAsked = ({ leaf, roots, between, options }: Case): boolean =>
  [leaf, ...roots, ...between].some(
    (name) => /[+-](serverAuth|clientAuth|anyEKU)/.test(name) || !existsSync(join(folder, 'test/certs', `${name}.pem`)),
  ) || /x509_strict|allow_proxy|auth_level", "[03]"|vfyopt|"-policy"|@prov/.test(options);

const different: readonly (readonly [RegExp, string])[] = [
  [/^fail client purpose intermediate trusted$/, 'openssl does not go back to try the other issuer'],
  [/^Name Constraints CN/, 'openssl takes common names for host names; browsers do not'],
  [/rsa instead of rsaEncryption/, 'a key algorithm of X.500 that browsers do not know'],
  [/^fail trusted Ed25519-signed self-issued X25519/, 'what is named a root is an anchor, without a further switch'],
];

describe.skipIf(!there)("OpenSSL's cases", () => {
  const asked = there ? cases().filter((each) => !notAsked(each)) : [];

  it('are many', () => {
    expect(asked.length).toBeGreaterThan(70);
  });

  it.each(asked.map((each) => [each.title, each] as const))('%s', (_, each) => {
    const moment = /-attime", "(\d+)/.exec(each.options)?.[1];
    const depth = /-verify_depth", "(\d+)/.exec(each.options)?.[1];
    const { valid, reason } = ask({
      leaf: pem(each.leaf)[0] as Uint8Array,
      roots: each.roots.flatMap(pem),
      intermediates: each.between.flatMap(pem),
      purpose: each.purpose === 'sslserver' ? 'server' : each.purpose === 'sslclient' ? 'client' : 'any',
      at: moment ? new Date(Number(moment) * 1000) : new Date(),
      ...(depth ? { maxDepth: Number(depth) } : {}),
    });
    const same = valid === each.accepted;
    expect(same || different.some(([title]) => title.test(each.title)), reason?.code ?? 'valid').toBe(true);
  });
});
