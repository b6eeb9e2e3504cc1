// Sets that are as the documents want them, in every form in which they may be uploaded; and that the pre-check is pure.
import { expect, it } from 'vitest';
import { precheckWords } from '../../../assets/text/en/precheck.ts';
import { kitMends } from '../../../assets/text/facts.ts';
import { precheck } from '../../../main/acceptance/precheck.ts';
import { key, openssl, path, write } from '../pki/openssl.ts';
import { came, list, url, withPoints } from './cases/revocation.ts';
import { check, file, goodLeaf, goodSet, issuing, leafKey, lockedKey, ot, pem, root, troubles } from './sets.ts';

it('accepts a good set, with nothing to say against it', () => {
  const result = check();
  expect(result.findings).toEqual([]);
  expect(result.verdict).toBe('accept');
  expect(precheckWords.verdict(result)).toBe(
    'These files are as the documents for “Microsoft Defender for IoT OT sensor” want them.',
  );
});

it.each([
  ['the CRT as DER', () => ({ crt: file('sensor7.crt', goodLeaf) })],
  [
    'line ends of Windows',
    () => ({
      crt: file('sensor7.crt', pem(goodLeaf).replace(/\n/g, '\r\n')),
      chain: file('sensor7.pem', pem(issuing, root).replace(/\n/g, '\r\n')),
    }),
  ],
  ['a byte order mark', () => ({ crt: file('sensor7.crt', `\ufeff${pem(goodLeaf)}`) })],
  [
    'Bag Attributes between the certificates',
    () => ({
      chain: file(
        'sensor7.pem',
        [issuing, root].map((der) => `Bag Attributes: <No Attributes>\nsubject=C = US, CN = a\n${pem(der)}`).join(''),
      ),
    }),
  ],
  [
    'PKCS#1, as openssl rsa -traditional writes it',
    () => ({
      key: file('sensor7.key', openssl(['rsa', '-in', key('rsa2048', 'leaf'), '-traditional'])),
    }),
  ],
  [
    'a locked key and its passphrase, with every sign that is allowed',
    () => {
      const passphrase = 'aZ9!#%()+,-./:=?@[\\]^_{}~';
      return { key: file('sensor7.key', lockedKey(passphrase)), passphrase };
    },
  ],
  ['an empty field of the passphrase', () => ({ passphrase: '' })],
  ['opened by its address', () => ({ host: '192.0.2.7' })],
  ['nobody knows by which name it will be opened', () => ({ host: null })],
] as const)('accepts %s', (_, changes) => {
  const result = check(changes());
  expect(troubles(result)).toEqual([]);
  expect(result.verdict).toBe('accept');
});

it('accepts a set with validation, and says what it could not check', () => {
  const result = check({ ...withPoints(url), validation: true, fetched: [came(list())] });
  expect(result.verdict).toBe('accept');
  expect(result.findings.map(({ code, severity }) => [code, severity])).toEqual([
    ['not-checked-here', 'not-checked'],
    ['not-checked-here', 'not-checked'],
    ['crl-reachable', 'info'],
    ['not-revoked', 'info'],
  ]);
  expect(precheckWords.verdict(result)).toMatch(/want them\. 2 things could not be checked here\.$/);
});

it.each([
  [
    'a PFX with everything in it',
    () => {
      const chain = write('chain.pem', pem(issuing, root));
      const crt = write('leaf.pem', pem(goodLeaf));
      const made = ['-in', crt, '-inkey', key('rsa2048', 'leaf'), '-certfile', chain, '-passout', 'pass:Right-1'];
      openssl(['pkcs12', '-export', ...made, '-out', 'all.pfx']);
      const bundles = [file('all.pfx', openssl(['enc', '-none', '-in', path('all.pfx')]))];
      return { bundles, key: null, crt: null, chain: null, passphrase: 'Right-1' };
    },
  ],
  [
    'a PKCS#7 file from the CA, in any order, and the key',
    () => {
      const chain = write('any.pem', pem(root, goodLeaf, issuing));
      const p7b = openssl(['crl2pkcs7', '-nocrl', '-certfile', chain, '-outform', 'DER']);
      return { bundles: [file('all.p7b', p7b)], crt: null, chain: null };
    },
  ],
  [
    'one PEM file, in any order',
    () => {
      const text = `${pem(root)}${Buffer.from(leafKey()).toString('utf8')}${pem(issuing, goodLeaf)}`;
      return { bundles: [file('all.pem', text)], key: null, crt: null, chain: null };
    },
  ],
] as const)('judges %s as the kit would take it apart', (_, changes) => {
  const result = check(changes());
  expect(troubles(result)).toEqual(['bundle']);
  // The form cannot take them as they lie there; nothing else is wrong, and the kit puts that right.
  expect([result.verdict, kitMends(result)]).toEqual(['reject', true]);
  expect(precheckWords.verdict(result)).toContain(
    'will not take these files as they lie there. The upload kit puts right what is wrong.',
  );
});

it.each([
  ['a wrong passphrase', 'Wrong-1', 'passphrase-wrong'],
  ['no passphrase', null, 'passphrase-needed'],
])('finds nothing good in a PFX with %s', (_, passphrase, code) => {
  const made = ['-in', write('leaf.pem', pem(goodLeaf)), '-inkey', key('rsa2048', 'leaf'), '-passout', 'pass:Right-1'];
  openssl(['pkcs12', '-export', ...made, '-out', 'locked.pfx']);
  const bundles = [file('locked.pfx', openssl(['enc', '-none', '-in', path('locked.pfx')]))];
  const result = check({ bundles, key: null, crt: null, chain: null, passphrase });
  expect(result.verdict).toBe('reject');
  const finding = result.findings.find((each) => each.code === code);
  expect(finding?.consoleMessage).toBe('Passphrase does not match to the key');
  // What is in it is not known, so it is not said to be missing, beside a certificate of its own neither.
  expect(troubles(result)).toEqual([code, 'bundle']);
  expect(troubles(check({ bundles, key: null, chain: null, passphrase }))).toEqual([code, 'bundle']);
});

it('blames no passphrase for a PFX that takes too much work to open, and does not take it for a set', () => {
  const certificates = write('leaf.pem', pem(goodLeaf));
  const made = ['-in', certificates, '-inkey', key('rsa2048', 'leaf'), '-passout', 'pass:Right-1', '-nomaciter'];
  const slow = (name: string, ...how: string[]) => {
    openssl(['pkcs12', '-export', ...made, ...how, '-iter', '1500000', '-out', name]);
    return [file(name, openssl(['enc', '-none', '-in', path(name)]))];
  };
  const shut = { key: null, crt: null, chain: null, passphrase: 'Right-1' };
  const all = check({ ...shut, bundles: slow('slow.pfx') });
  expect(troubles(all)).toEqual(['crt-missing', 'bundle', 'key-encryption-unknown']);
  const keyOnly = check({ ...shut, chain: goodSet.chain, bundles: slow('slow-key.pfx', '-certpbe', 'NONE') });
  expect(troubles(keyOnly)).toEqual(['bundle', 'key-encryption-unknown']);
  expect(keyOnly.findings.map(({ code }) => code)).toContain('key-match-not-checked');
});

it('tells the most serious first, and gives the same answer to the same question', () => {
  const input = { ...goodSet, chain: null, host: 'other.contoso.com', others: null, key: null };
  const result = precheck(input, ot);
  expect(result.findings.map(({ severity }) => severity)).toEqual([
    'fail',
    'warn',
    'warn',
    'not-checked',
    'not-checked',
  ]);
  expect(precheck(input, ot)).toEqual(result);
  expect(precheckWords.verdict(result)).toMatch(/will not take these files as they are: 1 thing is wrong\./);
});

it('never repeats a character of the passphrase or of the key', () => {
  const passphrase = 'canary Straßenbahn';
  const result = check({ key: file('sensor7.key', lockedKey('right')), passphrase });
  const said = JSON.stringify([result, result.findings.map((each) => precheckWords.message(each))]);
  expect(result.findings.some(({ code }) => code === 'passphrase-characters')).toBe(true);
  expect(said).not.toMatch(/canary|Straßenbahn|PRIVATE KEY/);
});

it('throws on no input, however broken', () => {
  const junk = [
    new Uint8Array(),
    Uint8Array.of(0x30),
    Uint8Array.of(0x30, 0x82, 0xff, 0xff, 1),
    Buffer.from('-----BEGIN'),
  ];
  for (const bytes of junk) {
    const any = file('any', bytes);
    const result = check({
      key: any,
      crt: any,
      chain: any,
      bundles: [any],
      crls: [any],
      passphrase: 'x',
      validation: true,
    });
    expect(result.verdict).toBe('reject');
  }
});
