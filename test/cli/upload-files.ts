// Files of an upload by openssl, for the commands that judge them and make a kit of them.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Issued, issue, openssl, privateCa } from '../support/openssl.ts';

export const subject = '/C=US/O=Contoso Inc./OU=Contoso Labs/CN=sensor7.contoso.com';
const usual = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature,keyEncipherment',
  'extendedKeyUsage=serverAuth,clientAuth',
];
export const names = 'subjectAltName=DNS:sensor7.contoso.com';

/** Far enough from the end that no date is worth a warning. */
const days = 300;

/** root.crt, intermediate.crt, leaf.crt and leaf.key, chain.pem in order, locked.key and leaf.pfx under `passphrase`. */
export function uploadSet(dir: string, passphrase: string) {
  const { root, intermediate } = privateCa(dir, days);
  const more = (name: string, extensions: string[], of = subject): Issued =>
    issue(dir, { name, subject: of, extensions: [...usual, ...extensions], issuer: intermediate, days });
  const leaf = more('leaf', [names]);
  const run = (...args: string[]) => openssl(dir, ...args);
  const text = (name: string) => readFileSync(join(dir, name), 'utf8');
  writeFileSync(join(dir, 'chain.pem'), text('intermediate.crt') + text('root.crt'));
  run('pkcs8', '-topk8', '-in', 'leaf.key', '-out', 'locked.key', '-passout', `pass:${passphrase}`);
  const pfx = [
    'pkcs12',
    '-export',
    '-in',
    'leaf.crt',
    '-inkey',
    'leaf.key',
    '-certfile',
    'chain.pem',
    '-out',
    'leaf.pfx',
  ];
  run(...pfx, '-passout', `pass:${passphrase}`);
  return { root, intermediate, leaf, more };
}

/** A list of revoked certificates, DER, signed by the intermediate. */
export function revocationList(dir: string, name: string, revoked: readonly Issued[]): string {
  const serial = ({ certificate }: Issued) =>
    openssl(dir, 'x509', '-in', certificate, '-noout', '-serial').split('=')[1]?.trim();
  const lines = revoked.map(
    (each) => `R\t401231235959Z\t250101000000Z,keyCompromise\t${serial(each)}\tunknown\t${subject}\n`,
  );
  writeFileSync(join(dir, `${name}.index`), lines.join(''));
  writeFileSync(join(dir, `${name}.number`), '01\n');
  const config = [
    '[ca]\ndefault_ca=own\n[own]',
    `database=${name}.index\ncrlnumber=${name}.number\ndefault_md=sha256\ndefault_crl_days=30\ncrl_extensions=ext`,
    '[ext]\nauthorityKeyIdentifier=keyid\n',
  ];
  writeFileSync(join(dir, `${name}.cnf`), config.join('\n'));
  const signer = ['-cert', 'intermediate.crt', '-keyfile', 'intermediate.key'];
  execFileSync('openssl', ['ca', '-gencrl', '-config', `${name}.cnf`, ...signer, '-out', `${name}.pem`], {
    cwd: dir,
    stdio: 'pipe',
  });
  openssl(dir, 'crl', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.crl`);
  return join(dir, `${name}.crl`);
}

export const findingShape = z.strictObject({
  id: z.string().min(1),
  severity: z.enum(['fail', 'warn', 'info', 'not-checked']),
  code: z.string().min(1),
  file: z.string().min(1),
  message: z.string().min(10),
  consoleMessage: z.string().min(10).optional(),
  consoleLikely: z.string().min(10).optional(),
  recommendation: z.string().min(5),
  source: z.string().min(5),
});
export const checkShape = z.strictObject({
  verdict: z.enum(['accept', 'warn', 'reject']),
  findings: z.array(findingShape),
  profile: z.strictObject({ id: z.string(), name: z.string() }),
  at: z.iso.datetime(),
  validation: z.boolean(),
  complete: z.boolean(),
  validationStated: z.boolean(),
  withValidation: z.array(findingShape),
});
