// Requests by openssl and certtool, whole and tampered with, and what openssl says about them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asn1parse, type Extension, extensionsAfter, objectIdentifiers, slice } from './asn1parse.ts';
import { keyFile } from './corpus.ts';
import { hashesOf, keyKinds } from './keys.ts';
import { readers } from './known-extensions.ts';
import { extensionSets, type Made, subjects, writeConfigurations } from './made-by-openssl.ts';
import { blocksOf, extensionFieldsOf, type Fields, keyFields } from './openssl-text.ts';
import { base64, bytesOf, derOf, must, mustAll, runAll } from './run.ts';

export type JudgedRequest = Made & { openssl: Fields };

/** Without what needs an issuer. */
const sets = extensionSets
  .map((set) => ({ ...set, at: extensionSets.indexOf(set) }))
  .filter(({ lines }) => !lines.some((line) => line.startsWith('authorityKeyIdentifier')));

export const requestsByOpenssl = (folder: string, rounds: number): Made[] => {
  writeConfigurations(folder);
  let turn = 0;
  const wanted = Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
    keyKinds.flatMap((kind) =>
      hashesOf(kind).map((hash) => {
        turn += 1;
        const [subject, set] = [
          turn % subjects.length,
          sets[(turn * 5 + round) % sets.length] as (typeof sets)[number],
        ];
        return {
          id: `openssl ${kind} ${hash} ${subjects[subject]?.called}, ${set.called} ${turn}`,
          command: [
            ...[
              'openssl',
              'req',
              '-new',
              '-config',
              `s${subject}.cnf`,
              '-reqexts',
              `ext${set.at}`,
              '-key',
              keyFile(kind),
            ],
            ...(hash === null ? [] : [`-${hash}`]),
          ],
        };
      }),
    ),
  );
  return mustAll(
    folder,
    wanted.map(({ command }) => command),
  ).map((pem, at) => ({ id: wanted[at]?.id as string, maker: 'openssl', der: base64(derOf(pem)) }));
};

const templates = [
  ['cn="certtool"', 'dns_name="a.contoso.com"', 'ip_address="192.0.2.1"', 'tls_www_server', 'signing_key'],
  ['cn="Grün"', 'organization="Zürich"', 'challenge_password="123"', 'email="a@contoso.com"'],
  ['dn="CN=a,O=b,DC=contoso,DC=com"', 'uri="https://a/"', 'ca', 'path_len=2', 'cert_signing_key'],
  ['cn="bare"'],
];

export const requestsByCerttool = (folder: string): Made[] => {
  const wanted = ['rsa2048', 'rsa3072', 'P-256', 'P-384', 'P-521', 'ed25519'].flatMap((kind) =>
    templates.map((lines, at) => ({ kind, lines, id: `certtool ${kind} template ${at}` })),
  );
  for (const [at, { lines }] of wanted.entries()) writeFileSync(join(folder, `t${at}`), `${lines.join('\n')}\n`);
  mustAll(
    folder,
    wanted.map(({ kind }, at) => [
      ...['certtool', '--generate-request', '--load-privkey', keyFile(kind), '--template', `t${at}`],
      ...['--outfile', `t${at}.pem`],
    ]),
  );
  return wanted.map(({ id }, at) => ({
    id,
    maker: 'certtool',
    der: base64(derOf(readFileSync(join(folder, `t${at}.pem`), 'utf8'))),
  }));
};

/** One octet changed: at the end, which is the signature, or in the subject's text. */
export const tamperedRequests = (made: readonly Made[]): Made[] =>
  made
    .filter((_, at) => at % 2 === 0)
    .map(({ id, der }, at) => {
      const bytes = bytesOf(der);
      const place = at % 2 === 0 ? bytes.length - 9 : bytes.indexOf(0x31, 10) + 12;
      bytes[place] = (bytes[place] as number) ^ 1;
      return { id: `${id}, octet ${place} changed`, maker: 'tampered', der: base64(bytes) };
    });

export const judgedRequests = (folder: string, made: readonly Made[]): JudgedRequest[] => {
  const oids = objectIdentifiers(folder);
  const ders = made.map(({ der }) => bytesOf(der));
  for (const [at, der] of ders.entries()) writeFileSync(join(folder, `r${at}.der`), der);
  const question = (at: number, ...more: string[]): string[] => [
    ...['openssl', 'req', '-inform', 'DER', '-in', `r${at}.der`, '-noout', '-text', '-subject', ...more],
    ...['-nameopt', 'RFC2253,-esc_msb,utf8'],
  ];
  const answers = runAll(
    folder,
    made.map((_, at) => question(at, '-verify')),
  );
  // openssl 3.0 cannot verify ECDSA over SHA-3, and then prints nothing: what was not tampered with is good.
  const silent = answers.flatMap(({ err }, at) => (err.includes('unknown signature algorithm') ? at : []));
  const again = runAll(
    folder,
    silent.map((at) => question(at)),
  );
  for (const [index, at] of silent.entries())
    answers[at] = {
      ...(again[index] as (typeof again)[number]),
      err: made[at]?.maker === 'tampered' ? '' : 'verify OK',
    };
  const keys: string[] = [];
  const others = asn1parse(folder, ders).map((lines, at): Extension[] => {
    const der = ders[at] as Uint8Array;
    const [, , key] = lines.filter(({ depth }) => depth === 2);
    writeFileSync(join(folder, `k${at}`), slice(der, key as (typeof lines)[number]));
    keys.push(`k${at}`);
    const list = lines.findIndex(({ what }) => what.includes(':Extension Request'));
    // The list lies in the SET behind the identifier.
    return list < 0 ? [] : extensionsAfter(der, lines, list + 1, oids).filter(({ oid }) => !readers.has(oid));
  });
  const digests = must(folder, ['openssl', 'dgst', '-sha256', '-r', ...keys])
    .trim()
    .split('\n');
  return made.map((each, at) => {
    const { out, err } = answers[at] as (typeof answers)[number];
    if (!out.includes('Certificate Request:')) return { ...each, openssl: { unreadable: 'yes' } };
    const text = out.slice(0, out.lastIndexOf('    Signature Algorithm:'));
    return {
      ...each,
      openssl: {
        subject: /^subject=(.*)$/m.exec(out)?.[1] ?? 'absent',
        'signature good': String(/verify OK/.test(err)),
        'signature algorithm': /^ {4}Signature Algorithm: (.*)$/m.exec(out)?.[1] ?? 'absent',
        ...keyFields(out),
        ...extensionFieldsOf(blocksOf(text, 16), oids),
        'key sha256': (digests[at]?.split(' ')[0] ?? '').toUpperCase(),
        others: JSON.stringify(others[at]),
      },
    };
  });
};
