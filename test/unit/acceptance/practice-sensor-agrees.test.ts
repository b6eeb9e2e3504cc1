// The pre-check and the practice sensor are fed the same files. The sensor judges by what its TLS library loads, matches
// and shakes hands with, so it can contradict us; where it does, this fails. Files by openssl, lists by a real server.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { distributionPointsOfPath, fetchCrls } from '../../../main/acceptance/fetch-crl.ts';
import type { PrecheckInput } from '../../../main/acceptance/input.ts';
import { precheck } from '../../../main/acceptance/precheck.ts';
import { builtInProfiles, findProfile } from '../../../main/acceptance/profiles.ts';
import { readCertificates } from '../../../main/pki/files/certificates.ts';
import { PracticeIdentity, type PracticeSensor, startPracticeSensor } from '../../../main/sensor/practice/index.ts';
import type { Precheck } from '../../../preload/contract/precheck.ts';
import { CompanyCa, caExtensions, newKey, pointAt, sensorSubject, serverExtensions } from '../../support/company-ca.ts';
import { openssl } from '../../support/openssl.ts';
import { uploadToPractice } from '../../support/practice-upload.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const profile = findProfile(builtInProfiles, 'ot-sensor');
if (!profile) throw new Error('no profile');
const sentence = (id: string) => profile.messages.find((each) => each.id === id)?.text ?? '';
const general = sentence('general');

const folder = mkdtempSync(join(tmpdir(), 'agrees-'));
const read = (path: string) => readFileSync(path);
const lists = new Map<string, Buffer | string>();
let server: Server;
let url: string;
let sensor: PracticeSensor;
let root: CompanyCa;
let issuing: CompanyCa;
let other: CompanyCa;
let key: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = lists.get(request.url ?? '');
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  root = new CompanyCa(folder, 'Root');
  issuing = new CompanyCa(folder, 'Issuing', root);
  other = new CompanyCa(folder, 'Other');
  key = newKey(folder, 'sensor.key');
  const started = await startPracticeSensor({ state: 'fresh', now: new Date(), identity: new PracticeIdentity() });
  if (!started.ok) throw new Error(started.error.code);
  sensor = started.value;
});
afterAll(async () => {
  await sensor.stop();
  server.close();
  rmSync(folder, { recursive: true });
});

type Bytes = Buffer | string;
type Set = {
  key: Bytes;
  crt: Bytes;
  chain: Bytes | null;
  passphrase?: string;
  validation?: boolean;
  /** Lists that the person has as files, which the sensor never sees. */
  crls?: Bytes[];
  /** What is uploaded as the certificate is a bundle, which we judge as the kit would take it apart. */
  isBundle?: true;
};
type Order = Partial<Parameters<CompanyCa['issue']>[0]> & { by?: CompanyCa };

const leaf = ({ by = issuing, ...order }: Order = {}) =>
  by.issue({ subject: sensorSubject, extensions: serverExtensions(), key, ...order });
const good = (change: Partial<Set> = {}): Set => ({
  key: read(key),
  crt: read(leaf()),
  chain: issuing.pem + root.pem,
  ...change,
});
const bytes = (content: Bytes) => new Uint8Array(Buffer.from(content as string));

async function judged(set: Set): Promise<Precheck> {
  const { certificates } = readCertificates(bytes(set.crt));
  const chain = readCertificates(bytes(set.chain ?? '')).certificates;
  const urls = distributionPointsOfPath(
    certificates[0]?.der ?? null,
    chain.map((each) => each.der),
  );
  const asked = set.validation
    ? await fetchCrls(urls, { proxy: null, timeout: 3_000, signal: new AbortController().signal })
    : null;
  const input: PrecheckInput = {
    key: { name: 'sensor.key', bytes: bytes(set.key) },
    crt: set.isBundle ? null : { name: 'sensor.crt', bytes: bytes(set.crt) },
    chain: set.chain === null ? null : { name: 'sensor.pem', bytes: bytes(set.chain) },
    bundles: set.isBundle ? [{ name: 'sensor.pfx', bytes: bytes(set.crt) }] : [],
    crls: (set.crls ?? []).map((list, index) => ({ name: `${index}.crl`, bytes: bytes(list) })),
    passphrase: set.passphrase ?? null,
    host: 'sensor.contoso.com',
    validation: set.validation ?? false,
    at: new Date(),
    fetched: asked?.ok ? asked.value : null,
    served: null,
    others: [],
  };
  return precheck(input, profile as NonNullable<typeof profile>);
}

/** What the product shows that the console will answer: one of these sentences, or that it saves. */
const expected = ({ verdict, findings }: Precheck): string[] =>
  verdict === 'reject'
    ? findings
        .filter(({ severity }) => severity === 'fail')
        .map(({ consoleMessage, consoleLikely }) => consoleMessage ?? consoleLikely ?? 'nothing')
    : ['saved'];

/** Both judge; the sensor's answer must be what we foretold, and (as a guard) what this test knows to be right. */
async function bothSay(set: Set, answer: string): Promise<void> {
  const [ours, theirs] = [
    await judged(set),
    await uploadToPractice(sensor, { validation: false, ...set, chain: set.chain ?? null }),
  ];
  const said = theirs.saved ? 'saved' : theirs.message;
  expect(said).toBe(answer);
  expect(expected(ours), JSON.stringify(ours.findings.map(({ code, severity }) => [code, severity]))).toContain(said);
}

const locked = (secret: string) => openssl(folder, 'pkey', '-in', key, '-aes256', '-passout', `pass:${secret}`);
const pkcs7 = (pem: string) => {
  writeFileSync(join(folder, 'all.pem'), pem);
  return openssl(folder, 'crl2pkcs7', '-nocrl', '-certfile', 'all.pem');
};
const relabel = (pem: string, word: string) => pem.replaceAll(' CERTIFICATE', ` ${word} CERTIFICATE`);
const ecKey = () => newKey(folder, 'ec.key', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256');
const rsa = (bits: number) =>
  newKey(folder, `rsa${bits}.key`, '-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`);
const der = (certificate: string) => {
  openssl(folder, 'x509', '-in', certificate, '-outform', 'DER', '-out', 'one.der');
  return read(join(folder, 'one.der'));
};

describe('taken by both', () => {
  const sets: [string, () => Set][] = [
    ['a good set', () => good()],
    ['a locked key with its passphrase', () => good({ key: locked('Right-1'), passphrase: 'Right-1' })],
    ['a passphrase that nothing needs', () => good({ passphrase: 'Right-1' })],
    ['a certificate in DER', () => good({ crt: der(leaf()) })],
    ['SHA-384', () => good({ crt: read(leaf({ md: 'sha384' })) })],
    ['no SAN', () => good({ crt: read(leaf({ extensions: ['basicConstraints=CA:FALSE'] })) })],
    [
      'for clients only',
      () =>
        good({
          crt: read(leaf({ extensions: serverExtensions().map((each) => each.replace('serverAuth', 'clientAuth')) })),
        }),
    ],
    ['no chain, and nothing is validated', () => good({ chain: null })],
    [
      'an intermediate that a root on a curve has signed',
      () => {
        const curve = new CompanyCa(folder, 'Curve', undefined, { key: ecKey() });
        const between = new CompanyCa(folder, 'By a curve', curve);
        return good({ crt: read(leaf({ by: between })), chain: between.pem + curve.pem });
      },
    ],
    [
      'an intermediate under SHA-512',
      () => {
        const between = new CompanyCa(folder, 'Under SHA-512', root, { md: 'sha512' });
        return good({ crt: read(leaf({ by: between })), chain: between.pem + root.pem });
      },
    ],
    [
      'RSA 3072',
      () => {
        const large = rsa(3072);
        return good({ key: read(large), crt: read(leaf({ key: large })) });
      },
    ],
  ];
  test.each(sets)('%s', async (_, make) => bothSay(make(), 'saved'));
});

describe('refused by both, with the same sentence', () => {
  const subject = (text: string) => () => good({ crt: read(leaf({ subject: text })) });
  const sets: [string, string, () => Set][] = [
    ['a wrong passphrase', 'passphrase', () => good({ key: locked('Right-1'), passphrase: 'Wrong-1' })],
    ['a locked key and no passphrase', 'passphrase', () => good({ key: locked('Right-1') })],
    ['a passphrase with a blank', 'passphrase', () => good({ key: locked('two words'), passphrase: 'two words' })],
    ['a passphrase with $', 'passphrase', () => good({ key: locked('two$words'), passphrase: 'two$words' })],
    ['a chain of another CA', 'chain', () => good({ chain: other.pem })],
    ['a chain without its intermediate', 'chain', () => good({ chain: root.pem })],
    ['a chain without its root', 'chain', () => good({ chain: issuing.pem })],
    ['a chain that begins with the root', 'chain', () => good({ chain: root.pem + issuing.pem })],
    [
      'the leaf in the chain',
      'chain',
      () => {
        const crt = read(leaf());
        return good({ crt, chain: crt + issuing.pem + root.pem });
      },
    ],
    ['a stranger in the chain', 'chain', () => good({ chain: issuing.pem + root.pem + other.pem })],
    [
      'an issuer that is no CA',
      'chain',
      () => {
        const noCa = new CompanyCa(folder, 'No CA', root, { extensions: ['basicConstraints=CA:FALSE'] });
        return good({ crt: read(leaf({ by: noCa })), chain: noCa.pem + root.pem });
      },
    ],
    [
      'an intermediate under SHA-1',
      'chain',
      () => {
        const weak = new CompanyCa(folder, 'Under SHA-1', root, { md: 'sha1' });
        return good({ crt: read(leaf({ by: weak })), chain: weak.pem + root.pem });
      },
    ],
    [
      'an intermediate of 1024 bits',
      'chain',
      () => {
        const weak = new CompanyCa(folder, 'Of 1024 bits', root, { key: rsa(1024) });
        return good({ crt: read(leaf({ by: weak })), chain: weak.pem + root.pem });
      },
    ],
    [
      'a root of 1024 bits',
      'chain',
      () => {
        const weak = new CompanyCa(folder, 'Root of 1024 bits', undefined, { key: rsa(1024) });
        return good({ crt: read(leaf({ by: weak })), chain: weak.pem });
      },
    ],
    ['expired', 'expired', () => good({ crt: read(leaf({ from: -90, to: -1 })) })],
    ['not yet valid', 'expired', () => good({ crt: read(leaf({ from: 1, to: 90 })) })],
    [
      'an issuer that has expired',
      'expired',
      () => {
        const old = new CompanyCa(folder, 'Old', root, { from: -90, to: -1 });
        return good({ crt: read(leaf({ by: old })), chain: old.pem + root.pem });
      },
    ],
    ['the key of another certificate', 'general', () => good({ key: read(newKey(folder, 'else.key')) })],
    [
      'a key on a curve',
      'general',
      () => {
        const ec = ecKey();
        return good({ key: read(ec), crt: read(leaf({ key: ec })) });
      },
    ],
    [
      'RSA 1024',
      'general',
      () => {
        const weak = rsa(1024);
        return good({ key: read(weak), crt: read(leaf({ key: weak })) });
      },
    ],
    ['SHA-1', 'general', () => good({ crt: read(leaf({ md: 'sha1' })) })],
    ['no organization', 'general', subject('/C=US/OU=Labs/CN=sensor.contoso.com')],
    ['no organizational unit', 'general', subject('/C=US/O=Contoso/CN=sensor.contoso.com')],
    ['no country', 'general', subject('/O=Contoso/OU=Labs/CN=sensor.contoso.com')],
    ['no common name', 'general', subject('/C=US/O=Contoso/OU=Labs')],
    ['a wildcard', 'general', subject('/C=US/O=Contoso/OU=Labs/CN=*.contoso.com')],
    [
      'a key in DER',
      'general',
      () => {
        openssl(folder, 'pkey', '-in', key, '-outform', 'DER', '-out', 'key.der');
        return good({ key: read(join(folder, 'key.der')) });
      },
    ],
    ['a chain in DER', 'general', () => good({ crt: read(leaf({ by: root })), chain: der(root.certificate) })],
    [
      'a PFX as the certificate',
      'general',
      () => {
        openssl(folder, 'pkcs12', '-export', '-in', leaf(), '-inkey', key, '-passout', 'pass:x', '-out', 'a.pfx');
        return good({ crt: read(join(folder, 'a.pfx')) });
      },
    ],
    [
      'a whole and good PFX, although the kit could be made of it',
      'general',
      () => {
        const made = ['-in', leaf(), '-inkey', key, '-passout', 'pass:Right-1', '-out', 'b.pfx'];
        openssl(folder, 'pkcs12', '-export', ...made);
        return good({ crt: read(join(folder, 'b.pfx')), passphrase: 'Right-1', isBundle: true });
      },
    ],
    ['PKCS#7 in PEM as the certificate', 'general', () => good({ crt: pkcs7(String(read(leaf())) + issuing.pem) })],
    ['PKCS#7 in PEM as the chain', 'general', () => good({ chain: pkcs7(issuing.pem + root.pem) })],
    ['trusted certificates as the chain', 'general', () => good({ chain: relabel(issuing.pem + root.pem, 'TRUSTED') })],
    [
      'a key under the label of another kind',
      'general',
      () => good({ key: openssl(folder, 'rsa', '-in', key, '-traditional').replaceAll(' RSA ', ' EC ') }),
    ],
    [
      'a certificate under the label of something else',
      'general',
      () => good({ crt: String(read(leaf())).replaceAll('CERTIFICATE', 'SOMETHING') }),
    ],
    ['nonsense as the certificate', 'general', () => good({ crt: 'nonsense' })],
    ['nonsense as the key', 'general', () => good({ key: 'nonsense' })],
    [
      'a request as the certificate',
      'general',
      () => good({ crt: openssl(folder, 'req', '-new', '-key', key, '-subj', sensorSubject) }),
    ],
  ];
  test.each(sets)('%s', async (_, id, make) => bothSay(make(), sentence(id)));
});

describe('with validation', () => {
  const pointed = (path: string, order: Order = {}) =>
    leaf({ extensions: serverExtensions(pointAt(`${url}${path}`)), ...order });
  test('a list that is there, and does not name it', async () => {
    lists.set('/good.crl', issuing.list());
    await bothSay(good({ crt: read(pointed('/good.crl')), validation: true }), 'saved');
  });
  test('revoked', async () => {
    const path = pointed('/revoked.crl');
    issuing.revoke(path);
    lists.set('/revoked.crl', issuing.list());
    await bothSay(good({ crt: read(path), validation: true }), sentence('revoked'));
  });
  test('nobody there', async () => {
    await bothSay(good({ crt: read(pointed('/none.crl')), validation: true }), sentence('crl-unreachable'));
    const dead = leaf({ extensions: serverExtensions(pointAt('http://127.0.0.1:1/x.crl')) });
    await bothSay(good({ crt: read(dead), validation: true }), sentence('crl-unreachable'));
  });
  test('https, LDAP', async () => {
    for (const point of ['https://127.0.0.1/x.crl', 'ldap://dc.contoso.com/cn=x']) {
      const crt = read(leaf({ extensions: serverExtensions(pointAt(point)) }));
      await bothSay(good({ crt, validation: true }), sentence('crl-unreachable'));
    }
  });
  test('a stale list, a list of another CA', async () => {
    lists.set('/stale.crl', issuing.list(-2));
    await bothSay(good({ crt: read(pointed('/stale.crl')), validation: true }), general);
    lists.set('/foreign.crl', other.list());
    await bothSay(good({ crt: read(pointed('/foreign.crl')), validation: true }), general);
  });
  test('the same, though the person has a good list as a file', async () => {
    lists.set('/stale.crl', issuing.list(-2));
    lists.set('/foreign.crl', other.list());
    const crls = [issuing.list()];
    for (const path of ['/stale.crl', '/foreign.crl'])
      await bothSay(good({ crt: read(pointed(path)), validation: true, crls }), general);
  });
  test('a good list is served, and the file that the person has is of no use', async () => {
    lists.set('/good.crl', issuing.list());
    await bothSay(good({ crt: read(pointed('/good.crl')), validation: true, crls: [other.list()] }), 'saved');
  });
  test('revoked by the list of the CA above, and that list not to be had', async () => {
    const points = (path: string) => pointAt(`${url}${path}`);
    const listed = new CompanyCa(folder, 'Listed', root, { extensions: [...caExtensions, points('/root.crl')] });
    lists.set('/of-listed.crl', listed.list());
    const set = good({
      crt: read(leaf({ by: listed, extensions: serverExtensions(points('/of-listed.crl')) })),
      chain: listed.pem + root.pem,
      validation: true,
    });
    lists.set('/root.crl', root.list());
    await bothSay(set, 'saved');
    root.revoke(listed.certificate);
    lists.set('/root.crl', root.list());
    await bothSay(set, sentence('revoked'));
    lists.delete('/root.crl');
    const { findings } = await judged(set);
    const warned = findings.find(({ code }) => code === 'issuer-crl-unreachable');
    const answer = await uploadToPractice(sensor, { ...set, chain: set.chain ?? '' });
    expect(answer.saved || answer.message).toBe(sentence('crl-unreachable'));
    expect(warned).toMatchObject({ severity: 'warn', consoleMessage: sentence('crl-unreachable') });
  });
  test('the list of the CA above is out of date', async () => {
    const points = (path: string) => pointAt(`${url}${path}`);
    const above = new CompanyCa(folder, 'Above', root, { extensions: [...caExtensions, points('/above.crl')] });
    lists.set('/of-above.crl', above.list());
    lists.set('/above.crl', root.list(-2));
    const set = good({
      crt: read(leaf({ by: above, extensions: serverExtensions(points('/of-above.crl')) })),
      chain: above.pem + root.pem,
      validation: true,
    });
    const { findings } = await judged(set);
    const warned = findings.find(({ code }) => code === 'issuer-crl-unusable');
    const answer = await uploadToPractice(sensor, { ...set, chain: set.chain ?? '' });
    expect(answer.saved || answer.message).toBe(general);
    expect(warned).toMatchObject({ severity: 'warn', consoleMessage: general });
  });
  test('a reply that holds a part of the path, and the chain file the rest: as the kit puts them together', async () => {
    lists.set('/pieces.crl', issuing.list());
    const crt = read(pointed('/pieces.crl'));
    const reply = pkcs7(`${crt}${issuing.pem}`);
    const pieces = await judged(good({ crt: reply, chain: root.pem, isBundle: true, validation: true }));
    expect(pieces.findings.filter(({ code, severity }) => code.startsWith('chain-') && severity !== 'info')).toEqual(
      [],
    );
    await bothSay(good({ crt, chain: issuing.pem + root.pem, validation: true }), 'saved');
  });
  test('no address of a list', () => bothSay(good({ validation: true }), general));
  test('no chain, or one without its root', async () => {
    lists.set('/chainless.crl', issuing.list());
    for (const chain of [null, issuing.pem])
      await bothSay(good({ crt: read(pointed('/chainless.crl')), chain, validation: true }), sentence('chain'));
  });
});
