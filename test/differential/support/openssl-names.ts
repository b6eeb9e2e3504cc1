// What openssl calls a distinguished name, as RFC 2253 text: `verify -show_chain` prints the subjects of many
// certificates in one process, so each name is put into a certificate that is made for nothing else.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as make from '../../unit/pki/path/makers.ts';
import { base64, pemOf, run } from './run.ts';

const format = ['-nameopt', 'RFC2253,-esc_msb,utf8'];
const ask = ['openssl', 'verify', '-show_chain', ...format, '-partial_chain', '-no_check_time', '-auth_level', '0'];

/** Texts by the Base64 of the Name's DER. */
export const opensslNames = (folder: string, names: readonly Uint8Array[]): Map<string, string> => {
  const unique = [...new Set(names.map(base64))];
  const found = new Map<string, string>();
  const pems = unique.map((name) =>
    pemOf(
      'CERTIFICATE',
      make.certificate({ subject: new Uint8Array(Buffer.from(name, 'base64')), key: make.key('names') }),
    ),
  );
  for (let from = 0; from < unique.length; from += 500) {
    const part = pems.slice(from, from + 500);
    writeFileSync(join(folder, 'names.pem'), part.join(''));
    for (const [at, pem] of part.entries()) writeFileSync(join(folder, `name${at}.pem`), pem);
    const { out } = run(folder, [...ask, '-trusted', 'names.pem', ...part.map((_, at) => `name${at}.pem`)]);
    for (const [, at, text] of out.matchAll(/^name(\d+)\.pem: OK\nChain:\ndepth=0: (.*)$/gm))
      found.set(unique[from + Number(at)] as string, text as string);
    for (const [at] of part.entries()) {
      const name = unique[from + at] as string;
      if (found.has(name)) continue;
      const alone = run(folder, ['openssl', 'x509', '-in', `name${at}.pem`, '-noout', '-subject', ...format]);
      found.set(name, alone.status === 0 ? alone.out.replace(/^subject=/, '').replace(/\n$/, '') : 'unreadable');
    }
  }
  return found;
};
