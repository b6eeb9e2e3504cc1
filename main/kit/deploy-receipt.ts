// The receipt of a deployment: which certificate the sensor got, what was checked beforehand, what it served before and
// after, and what was changed on this computer. Public facts only: no key, no passphrase, no folder of the person's.
import { precheckWords } from '../../assets/text/en/precheck.ts';
import type { DeployJourney } from '../../preload/contract/deploy-journey.ts';
import type { CertificateItem } from '../../preload/contract/item.ts';
import type { Precheck, PrecheckSeverity } from '../../preload/contract/precheck.ts';
import type { ChangeView, Verdict } from '../../preload/contract/trust-journey.ts';
import type { KitFile } from '../../preload/contract/upload-kit.ts';

export type Served = { subject: string; issuer: string; notAfter: string; sha256: string; sha1: string; at: string };

export type DeployReceipt = {
  product: 'Certwright';
  kind: 'deploy-receipt';
  version: 1;
  journey: string;
  practice: boolean;
  madeAt: string;
  sensor: { address: string; port: number; name: string | null; proxy: string | null; profile: string } | null;
  /** The certificate came from the Lab: good for tests only. */
  lab: boolean;
  /** Of the kit's files as they lay on the disk. */
  check: {
    verdict: Precheck['verdict'];
    at: string;
    validation: boolean;
    findings: { code: string; severity: PrecheckSeverity; rule: string; message: string }[];
  } | null;
  kit: { madeAt: string; files: KitFile[]; locked: boolean; leafSha256: string; leafSha1: string } | null;
  proof: {
    at: string;
    state: NonNullable<DeployJourney['proof']>['state'];
    expected: string;
    served: Served | null;
    notSent: string[];
    verdicts: Verdict[];
  } | null;
  /** In a store of this computer when it was looked at last. */
  trust: {
    at: string;
    oldStillTrusted: { subject: string; sha256: string; store: string }[];
    root: { subject: string; sha256: string; trustedIn: string[] } | null;
  } | null;
  changes: ChangeView[];
  undoneAt: string | null;
  undoVerified: boolean | null;
  commands: string[];
};

const servedOf = ({ at, leaf }: { at: string; leaf: CertificateItem }): Served => ({
  subject: leaf.subject,
  issuer: leaf.issuer,
  notAfter: leaf.notAfter,
  ...leaf.fingerprints,
  at,
});

function trustOf({ trust }: DeployJourney): DeployReceipt['trust'] {
  if (!trust) return null;
  const { at, old, root } = trust;
  return {
    at,
    oldStillTrusted: old.map(({ subject, sha256, store }) => ({ subject, sha256, store })),
    root: root && {
      subject: root.item.subject,
      sha256: root.item.fingerprints.sha256,
      trustedIn: root.present.map(({ store }) => store),
    },
  };
}

/** Builds the receipt from the journey's view. `now` is when it is made. */
export function deployReceiptOf(journey: DeployJourney, now: Date): DeployReceipt {
  const { sensor, request, kit, proof, done } = journey;
  const check = kit?.kit.check;
  return {
    product: 'Certwright',
    kind: 'deploy-receipt',
    version: 1,
    journey: journey.id,
    practice: journey.practice,
    madeAt: now.toISOString(),
    sensor: sensor && {
      address: sensor.host,
      port: sensor.port,
      name: sensor.name,
      proxy: sensor.proxy,
      profile: sensor.profile.name,
    },
    lab: request?.lab ?? false,
    check: check
      ? {
          verdict: check.verdict,
          at: check.at,
          validation: check.validation,
          findings: check.findings.map((finding) => {
            const { code, severity, rule } = finding;
            return { code, severity, rule, message: precheckWords.message(finding) };
          }),
        }
      : null,
    kit: kit && {
      madeAt: kit.at,
      files: kit.kit.files,
      locked: kit.kit.locked,
      leafSha256: kit.kit.leaf.sha256,
      leafSha1: kit.kit.leaf.sha1,
    },
    proof: proof && {
      at: proof.at,
      state: proof.state,
      expected: proof.expected,
      served: proof.served && servedOf(proof.served),
      notSent: proof.notSent,
      verdicts: proof.verdicts,
    },
    trust: trustOf(journey),
    changes: done.changes,
    undoneAt: done.undoneAt,
    undoVerified: done.undoVerified,
    commands: done.commands,
  };
}
