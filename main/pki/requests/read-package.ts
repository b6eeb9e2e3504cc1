// A request package read again, and a certificate that came back matched to the request that waits for it.
// A whole package is not yet a genuine one: that is what comparing the fingerprint is for.
import { findingMaker } from '../../../preload/contract/finding.ts';
import type { RequestItem } from '../../../preload/contract/item.ts';
import {
  type PackageFinding,
  type PackageReport,
  packageFindings,
  type RequestManifest,
  requestManifestSchema,
} from '../../../preload/contract/request-package.ts';
import { parseRequest } from './request.ts';
import { requestOfFile } from './request-file.ts';
import { type PackageFile, packageNames, requestFacts, sha256Of } from './request-package.ts';

const found = findingMaker(packageFindings);

/** A manifest is a few kilobytes; more is not read. */
const manifestLimit = 1024 * 1024;
/** More files than any package has; the rest is not looked at. */
const fileLimit = 64;

const readManifest = ({ bytes }: PackageFile): RequestManifest | string => {
  if (bytes.length > manifestLimit) return 'it is too large';
  try {
    const parsed = requestManifestSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success ? parsed.data : 'it is not the manifest of a request package';
  } catch {
    return 'it is not JSON';
  }
};

/** What the manifest says about the request beside what the request says itself. */
const contradictions = (said: RequestManifest['request'], der: Uint8Array, item: RequestItem): PackageFinding[] => {
  const actual = requestFacts(der, item);
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const wrong = {
    fingerprint: said.sha256 !== actual.sha256,
    key: !same(said.publicKey, actual.publicKey),
    subject: said.subject !== actual.subject || said.commonName !== actual.commonName,
    names: !same(said.subjectAltNames, actual.subjectAltNames),
    algorithm: said.signatureAlgorithm !== actual.signatureAlgorithm,
  };
  return (Object.keys(wrong) as (keyof typeof wrong)[])
    .filter((field) => wrong[field])
    .map((field) => found('manifest-contradicts', { field }));
};

const fileFindings = (manifest: RequestManifest, files: ReadonlyMap<string, PackageFile>): PackageFinding[] => {
  const listed = Object.entries(manifest.files);
  // The request must be among the files that the manifest vouches for.
  const unlisted = Object.hasOwn(manifest.files, packageNames.request) ? [] : [packageNames.request];
  return [
    ...listed.flatMap(([name, sha256]): PackageFinding[] => {
      const file = files.get(name);
      if (file === undefined) return [found('file-missing', { file: name })];
      return sha256Of(file.bytes) === sha256 ? [] : [found('file-changed', { file: name })];
    }),
    ...unlisted.map((file) => found('file-missing', { file })),
    ...[...files.keys()]
      .filter((name) => name !== packageNames.manifest && !Object.hasOwn(manifest.files, name))
      .map((file) => found('file-unexpected', { file })),
  ];
};

export type ReadPackage = PackageReport & { requestDer?: Uint8Array };

/**
 * Checks the files of a package against its manifest, and the manifest against the request.
 * @returns the findings (`package-whole` alone when all is well), and what could be read
 */
export const readRequestPackage = (given: readonly PackageFile[]): ReadPackage => {
  const files = new Map(given.slice(0, fileLimit).map((file) => [file.name, file]));
  const manifestFile = files.get(packageNames.manifest);
  if (manifestFile === undefined) return { findings: [found('manifest-missing', {})] };
  const manifest = readManifest(manifestFile);
  if (typeof manifest === 'string') return { findings: [found('manifest-unreadable', { detail: manifest })] };
  const findings = fileFindings(manifest, files);
  const file = files.get(packageNames.request);
  if (file === undefined) return { findings, manifest };
  const der = requestOfFile(file.bytes);
  const item = der.ok ? parseRequest(der.value) : der;
  if (!der.ok || !item.ok) return { findings: [...findings, found('request-unreadable', {})], manifest };
  if (item.value.signatureValid === false) findings.push(found('request-signature-bad', {}));
  findings.push(...contradictions(manifest.request, der.value, item.value));
  const whole = found('package-whole', { files: Object.keys(manifest.files).length });
  return {
    findings: findings.some(({ state }) => state === 'bad') ? findings : [whole, ...findings],
    manifest,
    request: item.value,
    requestDer: der.value,
  };
};
