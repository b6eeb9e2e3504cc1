// NIST's Public Key Interoperability Test Suite (PKITS), on machines that have it (Debian: python3-cryptography-vectors;
// or CERTWRIGHT_PKITS=folder with certs/ and crls/ in it). Every end-entity certificate is verified against the whole
// of the suite, all CAs and all lists at once, so that the right ones must also be found.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PathFaultCode } from '../../../../preload/contract/verdict-path.ts';
import { ask, subjects } from './chain.ts';

const folder = process.env.CERTWRIGHT_PKITS ?? '/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data';
const there = existsSync(join(folder, 'certs'));

const load = (kind: string): Map<string, Uint8Array> =>
  new Map(
    (there ? readdirSync(join(folder, kind)) : []).map((file) => [
      file.replace(/\.cr[tl]$/, ''),
      new Uint8Array(readFileSync(join(folder, kind, file))),
    ]),
  );

const certificates = load('certs');
const crls = load('crls');
const leaves = [...certificates.keys()].filter((name) => name.endsWith('EE'));

/** Outcomes that the name of the certificate does not tell, with the suite's default settings (sections 4.8 and 4.12). */
const byDocument: Readonly<Record<string, 'valid' | PathFaultCode>> = {
  AllCertificatesNoPoliciesTest2EE: 'valid',
  DifferentPoliciesTest3EE: 'valid',
  DifferentPoliciesTest4EE: 'policy-missing',
  DifferentPoliciesTest5EE: 'policy-missing',
  OverlappingPoliciesTest6EE: 'valid',
  DifferentPoliciesTest7EE: 'policy-missing',
  DifferentPoliciesTest8EE: 'policy-missing',
  DifferentPoliciesTest9EE: 'policy-missing',
  AllCertificatesSamePoliciesTest10EE: 'valid',
  AllCertificatesanyPolicyTest11EE: 'valid',
  DifferentPoliciesTest12EE: 'policy-missing',
  AllCertificatesSamePoliciesTest13EE: 'valid',
  AnyPolicyTest14EE: 'valid',
  UserNoticeQualifierTest15EE: 'valid',
  UserNoticeQualifierTest16EE: 'valid',
  UserNoticeQualifierTest17EE: 'valid',
  UserNoticeQualifierTest18EE: 'valid',
  UserNoticeQualifierTest19EE: 'valid',
  CPSPointerQualifierTest20EE: 'valid',
  inhibitAnyPolicyTest3EE: 'valid',
};

/** Where we differ from the suite on purpose. */
const different: Readonly<Record<string, { code: PathFaultCode; because: string }>> = {
  ValidDSASignaturesTest4EE: { code: 'key-unsupported', because: 'DSA is refused, as browsers do' },
  ValidDSAParameterInheritanceTest5EE: { code: 'key-unsupported', because: 'DSA again' },
};

/** For which reasons a certificate may be refused: by the words in its name. The first that fits holds. */
const reasons: readonly (readonly [RegExp, readonly PathFaultCode[]])[] = [
  // What was tampered with in these two is the octet before the signature, the count of its unused bits: that is not
  // a certificate any more.
  [/^InvalidDSASignature/, ['leaf-unreadable']],
  [/CASignature/, ['issuer-missing']],
  [/EESignature/, ['signature-invalid']],
  [/notBefore/, ['not-yet-valid']],
  [/notAfter/, ['expired']],
  [/NameChaining/, ['issuer-missing']],
  [/MissingCRL|BadCRL|WrongCRL|CRLnextUpdate|UnknownCRL|deltaCRLIndicatorNoBase/, ['revocation-unknown']],
  [/Revoked|LongSerial|NegativeSerial/, ['revoked']],
  [/SeparateCertificateandCRLKeysTest20|BasicSelfIssued(Old|New|CRLSigningKeyTest7)/, ['revoked']],
  [/SeparateCertificateandCRLKeysTest21/, ['revocation-unknown']],
  [/BasicSelfIssuedCRLSigningKeyTest8/, ['not-a-ca', 'key-usage']],
  [/MissingbasicConstraints|cAFalse/, ['not-a-ca']],
  [/pathLen/, ['path-too-long']],
  [/keyCertSignFalse/, ['key-usage']],
  [/cRLSignFalse/, ['revocation-unknown']],
  [/Policy|Mapping/, ['policy-missing', 'malformed']],
  [/nameConstraints/, ['name-not-permitted', 'name-excluded', 'name-not-comparable']],
  [/distributionPoint|onlyContains|onlySomeReasons|IDP|cRLIssuer|deltaCRL/, ['revoked', 'revocation-unknown']],
  [/UnknownCritical/, ['unknown-critical-extension']],
];

describe.skipIf(!there)(`PKITS in ${folder}`, () => {
  const intermediates = [...certificates.values()];
  const roots = [certificates.get('TrustAnchorRootCertificate') as Uint8Array];
  const question = (leaf: Uint8Array) =>
    ({
      leaf,
      roots,
      intermediates,
      crls: [...crls.values()],
      purpose: 'any',
      at: new Date('2020-06-01T00:00:00Z'),
    }) as const;

  it('is complete', () => {
    expect(leaves.length).toBeGreaterThanOrEqual(223);
    expect(Object.keys({ ...byDocument, ...different }).filter((name) => !certificates.has(name))).toEqual([]);
  });

  it.each(leaves)('%s', (name) => {
    const verdict = ask(question(certificates.get(name) as Uint8Array));
    const code = verdict.reason?.code ?? 'valid';
    const known = different[name]?.code ?? byDocument[name];
    if (known) return expect(code).toBe(known);
    if (name.startsWith('Valid')) {
      expect(verdict.reason).toBeUndefined();
      expect(subjects(verdict).at(-1)).toMatch(/^CN=Trust Anchor/);
      return;
    }
    expect(name).toMatch(/^Invalid/);
    const allowed = reasons.find(([pattern]) => pattern.test(name))?.[1] ?? [];
    expect(allowed).toContain(code);
  });

  it('without lists, only what has to do with revocation becomes valid', () => {
    const changed = leaves.filter((name) => {
      const { crls: _, ...rest } = question(certificates.get(name) as Uint8Array);
      return name.startsWith('Invalid') && ask(rest).valid;
    });
    const about = changed.filter(
      (name) => !reasons.find(([pattern]) => pattern.test(name))?.[1].some((code) => /^revo/.test(code)),
    );
    expect(about).toEqual([]);
    expect(changed.length).toBeGreaterThan(40);
  });
});
