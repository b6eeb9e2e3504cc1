// The words of a request package: the leaflet for the CA desk, and what was found when a package was read.
import type { SubjectAltNames } from '../../../preload/contract/item.ts';
import type {
  PackageFinding,
  PackageFindingFacts,
  PackageFindingId,
  RequestManifest,
} from '../../../preload/contract/request-package.ts';
import { oneLine } from '../quote.ts';
import { count, dateTimeUtc } from './format.ts';
import type { FindingWords } from './request-check.ts';

const namesOf = ({ dns, ip, email, uri, other = [] }: SubjectAltNames): string[] =>
  [...dns, ...ip, ...email, ...uri, ...other].map(oneLine);

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

/** Only what is known gets a line. */
const field = (label: string, value: string | undefined): string[] =>
  value === undefined || value === '' ? [] : [`${`${label}:`.padEnd(16)}${oneLine(value)}`];

const wantedLines = ({ wanted }: RequestManifest): string[] => [
  ...field('Profile', wanted.name),
  ...field('Key', wanted.key),
  ...field('Key usage', wanted.keyUsage?.join(', ')),
  ...field('Purposes', wanted.extendedKeyUsage?.join(', ')),
  ...field('Valid for', wanted.validityDays === undefined ? undefined : count(wanted.validityDays, 'day', 'days')),
  ...field('Names', wanted.subjectAltNames && namesOf(wanted.subjectAltNames).join(', ')),
];

export type LeafletFacts = {
  manifest: RequestManifest;
  /** In groups, to be compared by eye. */
  fingerprint: string;
  keyFingerprint: string;
  commands: { standalone: string; enterprise: string } | undefined;
  /** Names that the attribute cannot carry. */
  omitted: readonly string[];
};

/** The lines of READ-ME.txt. */
export const leaflet = ({ manifest, fingerprint, keyFingerprint, commands, omitted }: LeafletFacts): string[] => {
  const { request } = manifest;
  const names = request.subjectAltNames ? namesOf(request.subjectAltNames) : [];
  const wanted = wantedLines(manifest);
  return [
    'CERTIFICATE REQUEST',
    '',
    'This folder holds a request for one certificate. There is no private key in it, and none is needed.',
    `It was made on ${dateTimeUtc(manifest.createdAt)} with Certwright.`,
    '',
    'WHAT TO DO',
    '1. Ask the person who sent this, by telephone or face to face, for the fingerprint of the request, and compare:',
    ...indented([`SHA-256: ${fingerprint}`]),
    '   To see it yourself: openssl req -in request.csr -outform DER | openssl dgst -sha256',
    '   If it differs, stop: this is not the request that they made.',
    '2. Issue a certificate for request.csr. Take the subject and ALL NAMES (SAN) from the request.',
    '   Without the names browsers refuse the certificate.',
    '3. Send back the certificate (.cer, .pem or .p7b) together with the certificates of the CAs above it.',
    '',
    'THE REQUEST',
    ...field('Subject', request.subject),
    ...field(
      'Key',
      [request.publicKey.algorithm, request.publicKey.curve ?? request.publicKey.bits].filter(Boolean).join(' '),
    ),
    ...field('Key SHA-256', keyFingerprint),
    'Names (SAN):',
    ...indented(names.length > 0 ? names : ['none']),
    ...(wanted.length > 0 ? ['', 'WHAT THE CERTIFICATE SHALL BE LIKE', ...wanted] : []),
    ...(commands
      ? [
          '',
          'IF YOUR CA DOES NOT TAKE NAMES FROM THE REQUEST (AD CS)',
          'Best: issue it with a template that takes the subject from the request (“Supply in the request”).',
          'Otherwise the names can be given as an attribute, in the box “Additional Attributes” of the web pages:',
          ...indented([manifest.sanAttribute]),
          'or with one of these commands (the second for a CA with templates; put in the name of yours):',
          ...indented([commands.standalone, commands.enterprise]),
          'A CA heeds the attribute only with EDITF_ATTRIBUTESUBJECTALTNAME2 switched on. Do not switch that on for',
          'this: it lets everyone who may enroll get a certificate in any name.',
          ...(omitted.length > 0
            ? ['These names cannot stand in the attribute:', ...indented(omitted.map(oneLine))]
            : []),
        ]
      : []),
    ...(manifest.note === undefined ? [] : ['', 'NOTE FROM THE SENDER', ...manifest.note.split('\n').map(oneLine)]),
  ];
};

const again = 'Get the package again from the person who made it.';
const fields: Record<PackageFindingFacts<'manifest-contradicts'>['field'], string> = {
  fingerprint: 'its fingerprint',
  key: 'its key',
  subject: 'its subject',
  names: 'its names',
  algorithm: 'its signature algorithm',
};

export const packageFindingWords: {
  readonly [I in PackageFindingId]: (facts: PackageFindingFacts<I>) => FindingWords;
} = {
  'package-whole': ({ files }) => ({
    text: `The package is whole: ${count(files, 'file is', 'files are')} as the manifest says.`,
  }),
  'manifest-missing': () => ({ text: 'The manifest (request.json) is missing.', todo: again }),
  'manifest-unreadable': ({ detail }) => ({
    text: `The manifest (request.json) cannot be read: ${detail}.`,
    todo: again,
  }),
  'file-missing': ({ file }) => ({ text: `“${file}” is missing.`, todo: again }),
  'file-changed': ({ file }) => ({
    text: `“${file}” is not the file that was packed: it was changed or damaged on the way.`,
    todo: again,
  }),
  'file-unexpected': ({ file }) => ({
    text: `“${file}” does not belong to the package.`,
    todo: 'Look where it comes from before you open it.',
  }),
  'request-unreadable': () => ({ text: 'The request in the package cannot be read.', todo: again }),
  'request-signature-bad': () => ({
    text: 'The signature of the request does not fit: it was changed after it was made.',
    todo: again,
  }),
  'manifest-contradicts': ({ field: name }) => ({
    text: `The manifest does not tell the truth about the request: ${fields[name]} is another.`,
    todo: `${again} Compare the fingerprint with them.`,
  }),
};

/** The words for a finding. */
export const sayPackageFinding = (finding: PackageFinding): FindingWords => {
  const words = packageFindingWords[finding.id] as (facts: PackageFinding['facts']) => FindingWords;
  return words(finding.facts);
};
