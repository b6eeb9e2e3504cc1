// The readers of names, addresses and fingerprints, from certificates and from people.
import { isIP } from 'node:net';
import { readDer } from '../../main/pki/asn1/der.ts';
import { groupHex, parseFingerprint } from '../../main/pki/certificate/fingerprint.ts';
import { parseAlternativeName } from '../../main/pki/names/alternative-name.ts';
import { type Attribute, nameText, readName } from '../../main/pki/names/distinguished-name.ts';
import { canonicalIp, mappableNames, matchHost } from '../../main/pki/names/host-names.ts';
import { cidrOfOctets, ipOfOctets } from '../../main/pki/names/ip-address.ts';
import { parseNameText } from '../../main/pki/names/name-text.ts';
import { checked, must, type Reader, same, unlessMalformed, utf8 } from './checks.ts';
import { parseTrees, printTrees } from './mutate-der.ts';

/** Read back, a printed name has the same attributes; the text has the last first. */
const checkName = (rdns: readonly (readonly Attribute[])[]): void => {
  const text = nameText(rdns);
  same(parseNameText(text) ?? [], rdns.flat().toReversed(), `a name reads differently when printed\n  ${text}`);
};

const name = (input: Uint8Array): void => {
  const rdns = unlessMalformed(() => readName(readDer(input)));
  if (rdns) checkName(rdns);
};

const nameFromText = (input: Uint8Array): void => {
  const attributes = parseNameText(utf8(input));
  if (attributes) checkName(attributes.map((each) => [each]));
};

const fingerprint = (input: Uint8Array): void => {
  const found = checked(parseFingerprint(utf8(input)));
  if (found === undefined) return;
  must(found.hex.length === (found.algorithm === 'sha1' ? 40 : 64), 'a hash of the wrong length');
  same(checked(parseFingerprint(groupHex(found.hex))), found, 'shown in groups it reads differently');
};

const hosts = (input: Uint8Array): void => {
  const [host = '', ...entries] = utf8(input).split('\n');
  const [dns, ip] = [entries.filter((_, i) => i % 2 === 0), entries.filter((_, i) => i % 2 === 1)];
  const names = { dns, ip, email: [], uri: [] };
  const match = matchHost(names, host);
  must(match.matches === (match.by !== undefined), 'a match says by which entry');
  must(match.by === undefined || entries.includes(match.by), 'the entry that matched is in the list');
  const usable = mappableNames(names);
  same(mappableNames({ ...names, dns: usable }), usable, 'what can be mapped can be mapped');
  for (const each of usable)
    must(matchHost({ ...names, dns: usable }, each).matches, `a name does not match itself\n  ${each}`);
};

const address = (input: Uint8Array): void => {
  const text = utf8(input);
  const ip = canonicalIp(text);
  const bare = text.startsWith('[') && text.endsWith(']') && text.includes(':') ? text.slice(1, -1) : text;
  if (!bare.includes('%')) must((ip !== null) === (isIP(bare) !== 0), `Node disagrees\n  ${text}: ${ip}`);
  if (ip !== null) same(canonicalIp(ip), ip, 'the canonical text is not canonical');
  const octets = ipOfOctets(input);
  if (octets !== null) same(canonicalIp(octets), octets, 'the text of octets is not canonical');
  cidrOfOctets(input);
};

/** What was read reads the same again. */
const alternativeName = (input: Uint8Array): void => {
  const name = checked(parseAlternativeName(utf8(input)));
  if (name) same(checked(parseAlternativeName(`${name.kind}:${name.value}`)), name, 'a name reads differently again');
};

/** The subject of a certificate, as DER: the sixth field of version 3. */
const subjects = (ders: readonly Uint8Array[]): Uint8Array[] =>
  ders.flatMap((der) => {
    const field = parseTrees(der)?.[0]?.children?.[0]?.children?.[5];
    return field ? [printTrees([field])] : [];
  });

/** Pasted text is at most 20,000 characters long, names from certificates can be longer. */
const text = 100_000;
const sha256 = `SHA256 Fingerprint=${'AB:'.repeat(31)}AB`;

export const nameReaders: readonly Reader[] = [
  { name: 'name', run: name, seeds: (s) => subjects(s.certificates()) },
  {
    name: 'name-text',
    run: nameFromText,
    longest: text,
    seeds: () => [
      'CN=a,O="Contoso, Inc.",OU=b\\, c\\0A',
      '/C=US/O=a/CN=b',
      'CN = a\nOU = b',
      '1.2.3=#0403616263+UID=7',
    ],
  },
  {
    name: 'fingerprint',
    run: fingerprint,
    longest: text,
    seeds: () => [sha256, `Thumbprint: ${'ab '.repeat(20)}`, 'f'.repeat(64)],
  },
  {
    name: 'hosts',
    run: hosts,
    longest: text,
    seeds: () => ['a.contoso.com\n*.contoso.com\n10.0.0.1', '[2001:db8::1]\nb\n2001:DB8:0::1', 'bücher.example.\nB'],
  },
  {
    name: 'ip',
    run: address,
    seeds: () => ['192.0.2.7', '2001:db8::1', '::ffff:10.0.0.1', '[::1]', '1:2:3:4:5:6:7:8'],
  },
  {
    name: 'alternative-name',
    run: alternativeName,
    longest: text,
    seeds: () => [
      '*.contoso.com',
      'ip:192.0.2.7',
      'email:a@b.c',
      'uri:https://bücher.example/ü',
      'dns:bücher.example.',
    ],
  },
];
