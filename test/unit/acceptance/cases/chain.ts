// Faults of the chain file, and of the files together.
import { certificate, key, openssl, path, write } from '../../pki/openssl.ts';
import { caSubject, crtOf, file, goodLeaf, issuing, leaf, leafKey, pem, root } from '../sets.ts';
import type { Case } from './case.ts';

const noTrust = "Cannot validate chain of trust. The provided Certificate and Root CA don't match.";
const chainFile = (content: string | Uint8Array, name = 'sensor7.pem') => ({ chain: file(name, content) });
const ca = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', 'subjectKeyIdentifier=hash'];

/** A CA of the same name as the issuing one, with another key. */
const namesake = (): Uint8Array =>
  certificate({
    key: key('rsa2048', 'other'),
    subject: `${caSubject} Issuing CA`,
    extensions: ca,
    issuer: { der: root, key: key('rsa2048', 'root') },
  });
const stranger = (): Uint8Array =>
  certificate({ key: key('rsa2048', 'other'), subject: '/C=US/O=Fabrikam/CN=Fabrikam Root CA', extensions: ca });

/** The issuing CA again, with other extensions: same name and key, so that it still made the leaf's signature. */
const issuingWith = (extensions: string[]): Uint8Array =>
  certificate({
    key: key('rsa2048', 'issuing'),
    subject: `${caSubject} Issuing CA`,
    extensions,
    issuer: { der: root, key: key('rsa2048', 'root') },
  });

const askCa = /CA desk/;
const on = { validation: true };
const trust = { severity: 'fail', console: noTrust } as const;

const pfx = (passphrase: string): Uint8Array => {
  const chain = write('pfx-chain.pem', pem(issuing, root));
  const crt = write('pfx-leaf.pem', pem(goodLeaf));
  openssl([
    'pkcs12',
    '-export',
    '-in',
    crt,
    '-inkey',
    key('rsa2048', 'leaf'),
    '-certfile',
    chain,
    '-passout',
    `pass:${passphrase}`,
    '-out',
    'all.pfx',
  ]);
  return new Uint8Array(openssl(['enc', '-d', '-none', '-in', path('all.pfx')]));
};

export const chainCases: Case[] = [
  {
    ...trust,
    rule: 'chain-file',
    name: 'none, with validation',
    changes: () => ({ chain: null, ...on }),
    code: 'chain-missing',
    remedy: 'add-chain',
    says: /“Contoso Issuing CA” issued the certificate/,
    todo: askCa,
    disagreement: /2021-02-02.*2023-01-17.*not required/s,
  },
  {
    rule: 'chain-file-advised',
    name: 'none, without validation',
    changes: () => ({ chain: null }),
    code: 'chain-missing',
    severity: 'warn',
    remedy: 'add-chain',
    says: /certificates of the CAs are missing/,
    todo: askCa,
    disagreement: /2023-01-17/,
  },
  {
    rule: 'chain-file-advised',
    name: 'none, but it stands behind the certificate',
    changes: () => ({ chain: null, crt: file('sensor7.crt', pem(goodLeaf, issuing, root)) }),
    code: 'chain-missing',
    severity: 'warn',
    remedy: 'make-kit',
    says: /stand behind the certificate in its own file/,
    todo: /moves them into the chain file/,
  },
  {
    rule: 'chain-readable',
    name: 'the root cut off',
    changes: () => chainFile(pem(issuing, root).slice(0, -300)),
    code: 'chain-unreadable',
    severity: 'fail',
    remedy: 'other-file',
    says: /cannot be read to its end/,
    todo: /Get the file again/,
  },
  {
    rule: 'chain-readable',
    name: 'a request in its place',
    changes: () => chainFile(openssl(['req', '-new', '-key', key('rsa2048', 'leaf'), '-subj', '/CN=a'])),
    code: 'chain-no-certificate',
    severity: 'fail',
    remedy: 'add-chain',
    says: /certificate request/,
    todo: askCa,
  },
  {
    rule: 'chain-encoding',
    name: 'PKCS#7, as Windows exports a path',
    changes: () =>
      chainFile(
        openssl(['crl2pkcs7', '-nocrl', '-certfile', write('chain.pem', pem(issuing, root)), '-outform', 'DER']),
        'chain.p7b',
      ),
    code: 'chain-not-pem',
    severity: 'fail',
    remedy: 'make-kit',
    says: /as PKCS#7 \(\.p7b\); PEM is wanted/,
    todo: /upload kit/,
  },
  {
    rule: 'chain-without-key',
    name: 'the key of the leaf behind it',
    changes: () => chainFile(`${pem(issuing, root)}${Buffer.from(leafKey()).toString('utf8')}`),
    code: 'chain-holds-key',
    severity: 'fail',
    remedy: 'make-kit',
    says: /private key/,
    todo: /Do not upload/,
  },
  {
    ...trust,
    rule: 'chain-without-leaf',
    name: 'the leaf first, as in a full chain',
    changes: () => chainFile(pem(goodLeaf, issuing, root)),
    code: 'chain-holds-leaf',
    remedy: 'make-kit',
    says: /itself is in the chain file/,
    todo: /takes it out/,
  },
  ...(
    [
      ['of another CA', () => pem(stranger()), /“Contoso Issuing CA” is wanted.*holds “Fabrikam Root CA”/s],
      [
        'of a CA of the same name',
        () => pem(namesake(), root),
        /none of its certificates in the file made that signature/,
      ],
      [
        'the root only, the intermediate is missing',
        () => pem(root),
        /“Contoso Issuing CA” is wanted.*“Contoso Root CA”/s,
      ],
      [
        'a root of the same name that did not sign the intermediate',
        () =>
          pem(issuing, certificate({ key: key('rsa2048', 'other'), subject: `${caSubject} Root CA`, extensions: ca })),
        /“Contoso Root CA” is wanted/,
      ],
    ] as const
  ).map(
    ([name, content, says]): Case => ({
      ...trust,
      rule: 'chain-fits',
      name,
      changes: () => chainFile(content()),
      code: 'chain-mismatch',
      remedy: 'add-chain',
      says,
      todo: askCa,
    }),
  ),
  {
    ...trust,
    rule: 'chain-valid',
    name: 'the issuer is not a CA',
    changes: () => chainFile(pem(issuingWith(['basicConstraints=CA:FALSE']), root)),
    code: 'chain-not-ca',
    remedy: 'add-chain',
    says: /“Contoso Issuing CA” signed a certificate of the chain, but is not a CA/,
    todo: askCa,
  },
  {
    ...trust,
    rule: 'chain-valid',
    name: 'the issuer may not sign certificates',
    changes: () =>
      chainFile(pem(issuingWith(['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign']), root)),
    code: 'chain-invalid',
    remedy: 'new-request',
    says: /key usage does not allow it to sign certificates/,
    todo: askCa,
  },
  {
    ...trust,
    rule: 'chain-valid',
    name: 'the issuer is limited to other names',
    changes: () => chainFile(pem(issuingWith([...ca, 'nameConstraints=permitted;DNS:fabrikam.com']), root)),
    code: 'chain-invalid',
    remedy: 'new-request',
    says: /a name outside of those/,
    todo: askCa,
  },
  {
    rule: 'chain-valid',
    name: 'a signature that cannot be computed here',
    changes: () => {
      const rootKey = key('ed448', 'ed448root');
      const more = ['-days', '3650'];
      const der = certificate({ key: rootKey, subject: '/CN=Ed448 Root CA', extensions: ca, more });
      const middle = certificate({
        key: key('rsa2048', 'other'),
        subject: '/CN=Middle CA',
        extensions: ca,
        issuer: { der, key: rootKey },
        more,
      });
      const crt = leaf({ issuer: { der: middle, key: key('rsa2048', 'other') } });
      return { crt: crtOf(crt), ...chainFile(pem(middle, der)) };
    },
    code: 'chain-not-checked',
    severity: 'not-checked',
    remedy: 'none',
    says: /“Middle CA” is right was not checked: ED448/,
    todo: /openssl verify/,
  },
  {
    ...trust,
    rule: 'chain-order',
    name: 'the root first',
    changes: () => chainFile(pem(root, issuing)),
    code: 'chain-order',
    remedy: 'make-kit',
    says: /“Contoso Root CA”, then “Contoso Issuing CA”\. It should be “Contoso Issuing CA”, then “Contoso Root CA”/,
    todo: /puts it in order/,
    disagreement: /2021-02-02/,
  },
  ...[false, true].map(
    (validation): Case => ({
      ...trust,
      rule: 'chain-complete',
      name: `without the root, ${validation ? 'with' : 'without'} validation`,
      changes: () => ({ ...chainFile(pem(issuing)), validation }),
      code: 'chain-incomplete',
      remedy: 'add-chain',
      says: /breaks off before the root.*“Contoso Root CA” is missing/,
      todo: askCa,
      disagreement: /2023-01-05/,
    }),
  ),
  {
    rule: 'chain-only',
    name: 'a CA that has nothing to do with it',
    changes: () => chainFile(pem(issuing, root, stranger())),
    code: 'chain-extra',
    severity: 'fail',
    remedy: 'make-kit',
    console: noTrust,
    says: /not part of the chain: “Fabrikam Root CA”/,
    todo: /leaves them out/,
  },
  {
    rule: 'no-bundle',
    name: 'everything in a PFX',
    changes: () => ({
      key: null,
      crt: null,
      chain: null,
      bundles: [file('all.pfx', pfx('Right-1'))],
      passphrase: 'Right-1',
    }),
    code: 'bundle',
    severity: 'fail',
    remedy: 'make-kit',
    console: 'Certificate validation failed',
    says: /^One file holds what belongs in several \(all\.pfx\)/,
    todo: /takes it apart/,
  },
  {
    rule: 'one-file-each',
    name: 'intermediate and root in a file each',
    changes: () => ({
      chain: { ...file('a.pem + b.pem', pem(issuing, root)), joinedFrom: ['a.pem', 'b.pem'] },
    }),
    code: 'several-files',
    severity: 'fail',
    remedy: 'make-kit',
    says: /several: a\.pem and b\.pem/,
    todo: /upload kit/,
  },
  {
    rule: 'left-over',
    name: 'a second pair in the same file',
    changes: () => {
      const text = `${pem(goodLeaf, issuing, root, stranger())}${Buffer.from(leafKey()).toString('utf8')}`;
      return { key: null, crt: null, chain: null, bundles: [file('all.pem', text)] };
    },
    code: 'left-over',
    severity: 'info',
    remedy: 'none',
    says: /all\.pem belongs to none of the slots/,
    todo: /Nothing/,
    verdict: 'reject',
  },
  {
    rule: 'file-names',
    name: 'another extension',
    changes: () => ({ crt: file('sensor7.cer', pem(goodLeaf)) }),
    code: 'file-name',
    severity: 'info',
    remedy: 'make-kit',
    says: /does not end in \.crt/,
    todo: /plain names/,
  },
  {
    rule: 'file-names',
    name: 'blanks',
    changes: () => ({ key: file('my sensor.key', leafKey()) }),
    code: 'file-name',
    severity: 'info',
    remedy: 'make-kit',
    says: /blanks or unusual characters/,
    todo: /\.key/,
  },
];
