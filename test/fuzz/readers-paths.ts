// The readers of revocation lists and requests, and the questions that are put to several objects at once: is the path
// good, and is the certificate what the request asked for. Those get their objects one after the other.
import { createHash } from 'node:crypto';
import { parseCertificate } from '../../main/pki/certificate/certificate.ts';
import { parseCrl } from '../../main/pki/crl/crl.ts';
import { verifyPath } from '../../main/pki/path/verify.ts';
import { checkRequest } from '../../main/pki/requests/check-request.ts';
import { compareIssued } from '../../main/pki/requests/compare-issued.ts';
import { readRequestPackage } from '../../main/pki/requests/read-package.ts';
import { requestOfFile, requestPem } from '../../main/pki/requests/request-file.ts';
import { packageNames, requestPackage } from '../../main/pki/requests/request-package.ts';
import { issuedComparisonSchema } from '../../preload/contract/issued-comparison.ts';
import { crlItemSchema } from '../../preload/contract/item.ts';
import { requestCheckSchema } from '../../preload/contract/request-check.ts';
import { packageReportSchema } from '../../preload/contract/request-package.ts';
import { pathVerdictSchema } from '../../preload/contract/verdict-path.ts';
import { checked, elements, joined, must, type Reader, same, sameBytes, utf8, wholeFile } from './checks.ts';
import { splitElements } from './mutate-der.ts';
import { crls, pathQuestions, requests } from './seed-files.ts';
import type { Seeds } from './seeds.ts';

const sha256 = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex').toUpperCase();

const crl = (input: Uint8Array): void => {
  const item = checked(parseCrl(input));
  if (item) crlItemSchema.parse(item);
};

const request = (input: Uint8Array): void => {
  const found = checked(checkRequest(input));
  if (found) requestCheckSchema.parse(found);
  const der = checked(requestOfFile(input));
  if (der === undefined) return;
  sameBytes(checked(requestOfFile(Buffer.from(requestPem(der)))) ?? new Uint8Array(), der, 'as PEM it is another');
  checked(checkRequest(der));
};

const issued = (input: Uint8Array): void => {
  const [asked = input, certificate = input] = elements(input);
  const found = checked(compareIssued(asked, certificate));
  if (found === undefined) return;
  issuedComparisonSchema.parse(found);
};

/** The manifest, a zero octet, and the file of the request. */
const requestFolder = (input: Uint8Array): void => {
  const gap = input.indexOf(0);
  const [manifest, file] = gap < 0 ? [input, input] : [input.subarray(0, gap), input.subarray(gap + 1)];
  const files = [
    { name: packageNames.manifest, bytes: manifest },
    { name: packageNames.request, bytes: file },
  ];
  const { requestDer: _, ...report } = readRequestPackage(files);
  packageReportSchema.parse(report);
};

const packages = (seeds: Seeds): Uint8Array[] =>
  requests(seeds).flatMap((requestDer) => {
    const made = requestPackage({ requestDer, note: 'soon', createdAt: new Date('2026-11-01') });
    if (!made.ok) return [];
    const [file, manifest] = [packageNames.request, packageNames.manifest].map(
      (name) => made.value.find((each) => each.name === name)?.bytes ?? new Uint8Array(),
    );
    return [joined([manifest as Uint8Array, Uint8Array.of(0), file as Uint8Array])];
  });

/** Groups of objects (leaf, intermediates, roots, lists), and a last element with the host in it. */
const path = (input: Uint8Array): void => {
  const [leaves, intermediates, roots, crls, host] = groupsOf(input);
  const leaf = leaves?.[0];
  if (leaf === undefined || intermediates === undefined || roots === undefined) return;
  const parsed = parseCertificate(leaf);
  const from = parsed.ok ? Date.parse(parsed.value.notBefore) : Number.NaN;
  // A day after it begins, whenever the seeds were made.
  const at = new Date(Number.isNaN(from) ? 1_800_000_000_000 : from + 86_400_000);
  const asked = { leaf, intermediates, roots, at, purpose: 'server' as const, ...(crls?.length ? { crls } : {}) };
  const name = host?.[0] && utf8(host[0].subarray(2));
  const verdict = pathVerdictSchema.parse(verifyPath(name === undefined ? asked : { ...asked, host: name }));
  must(verdict.valid === (verdict.reason === undefined), 'a reason exactly when it is not valid');
  if (!verdict.valid) return;
  same(verdict.path[0]?.sha256, sha256(leaf), 'the path begins with another certificate');
  must(
    roots.some((each) => sha256(each) === verdict.path.at(-1)?.sha256),
    'the path ends at no root',
  );
};

const groupsOf = (input: Uint8Array): Uint8Array[][] =>
  (splitElements(input) ?? []).map(({ content }) => elements(content));

export const pathReaders: readonly Reader[] = [
  { name: 'crl', run: crl, ...wholeFile, seeds: crls },
  { name: 'request', run: request, seeds: requests },
  {
    name: 'issued',
    run: issued,
    acceptSignatures: true,
    seeds: (s) => requests(s).flatMap((each) => s.certificates().map((der) => joined([each, der]))),
  },
  { name: 'package', run: requestFolder, seeds: packages },
  { name: 'path', run: path, acceptSignatures: true, seeds: pathQuestions },
];
