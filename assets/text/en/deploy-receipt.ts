// The words of a deployment's receipt: for the person who files it with a change ticket.
import type { DeployProofView } from '../../../preload/contract/deploy-journey.ts';
import type { PrecheckSeverity, PrecheckVerdict } from '../../../preload/contract/precheck.ts';
import type { ChangeView } from '../../../preload/contract/trust-journey.ts';
import type { KitFile } from '../../../preload/contract/upload-kit.ts';

const verdicts: Record<PrecheckVerdict, string> = {
  accept: 'The sensor was expected to take the files.',
  warn: 'The sensor was expected to take the files, with something to look at.',
  reject: 'The sensor was expected to refuse the files.',
};

const severities: Record<PrecheckSeverity, string> = {
  fail: 'Fault',
  warn: 'Warning',
  info: 'Note',
  'not-checked': 'Not checked',
};

const proofs: Record<DeployProofView['state'], string> = {
  new: 'The sensor showed the new certificate: its fingerprint is the one in the kit.',
  old: 'The sensor still showed the certificate from before.',
  other: 'The sensor showed a certificate that is neither the new one nor the one from before.',
  unreachable: 'The sensor could not be reached.',
};

const files: Record<KitFile['what'], string> = {
  key: 'private key, of which only this checksum is told',
  crt: 'certificate',
  chain: 'chain',
  checklist: 'checklist',
  manifest: 'checksums',
};

const changes: Record<ChangeView['kind'], string> = {
  'trust-added': 'Certificate added',
  'trust-removed': 'Certificate removed',
  'hosts-line-added': 'Hosts line added',
};

export const deployReceipt = {
  title: 'Certwright receipt: a certificate for a sensor',
  practice: 'This was practice: the sensor stood inside Certwright on this computer, not on your network.',
  lab: 'The certificate came from the Lab, which threw the key of its CA away. It is good for tests only.',
  made: 'Made',
  sensor: 'Sensor',
  name: 'Name',
  proxy: 'Through the proxy',
  profile: 'By the rules of',
  check: 'The check beforehand',
  checkedAt: (at: string, validation: boolean) =>
    `Checked ${at}, the files as they lay on the disk; the sensor’s own validation ${validation ? 'on' : 'off'}.`,
  verdicts,
  severities,
  kit: 'The upload kit',
  kitFile: (name: string, what: KitFile['what']) => `${name} (${files[what]})`,
  locked: (locked: boolean) =>
    locked ? 'The key is locked with a passphrase.' : 'The key is not locked with a passphrase.',
  proof: 'What the sensor showed afterwards',
  proofs,
  proofAt: 'Seen',
  subject: 'Subject',
  issuer: 'Issuer',
  validTo: 'Valid to',
  sha256: 'SHA-256 fingerprint',
  sha1: 'SHA-1 fingerprint (Windows calls it the thumbprint)',
  expected: 'SHA-256 of the new certificate',
  notSent: (names: string) => `The sensor did not send along: ${names}.`,
  notSeen: 'Not looked at.',
  browser: 'Chromium’s verdict',
  verdict: (code: string, host: string, at: string) => `${code} for ${host} (${at})`,
  notChecked: 'Not checked.',
  trust: 'What this computer trusts',
  oldTrusted: (subject: string, store: string) =>
    `The certificate from before is still trusted in ${store}: ${subject}`,
  oldGone: 'The certificate from before is not trusted here.',
  root: (subject: string, stores: string) => `The root “${subject}” is trusted in ${stores}.`,
  rootNot: (subject: string) => `The root “${subject}” is not trusted here.`,
  noRoot: 'The chain holds no root.',
  changes: 'Changes made on this computer',
  noChanges: 'None.',
  change: changes,
  undone: 'taken back',
  undoVerified: (at: string) => `Everything was taken back and read back as it was before (${at}).`,
  undoUnverified: (at: string) =>
    `Everything was taken back (${at}), but it could not be confirmed that all is as it was before.`,
  commands: 'For other computers, and the same by hand',
  noSecrets: 'This receipt holds no private key and no passphrase.',
};
