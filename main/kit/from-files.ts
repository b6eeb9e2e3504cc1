// From files in their slots to the kit that is made of them: one way for the window and for the command line.

import { fail, type Result } from '../../preload/contract/result.ts';
import type { KitPassphrase } from '../../preload/contract/upload-kit.ts';
import { type Placement, uploadSetOf } from '../acceptance/slots.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import type { PrivateKey } from '../pki/keys/private-key.ts';
import { type KitContent, type KitPlan, planKit } from './plan.ts';

export type KitOfFiles = Omit<KitContent, 'leaf' | 'key' | 'chain' | 'passphrase'> & {
  /** That the files were read with; null: none. */
  passphrase: string | null;
  /** What becomes of the key's lock. */
  wanted: KitPassphrase;
};

/** Was this key locked in a file that it was taken from? */
const wasLocked = ({ files }: Placement, { spki }: PrivateKey): boolean =>
  files.some(({ read }) =>
    read.objects.some(
      (each) =>
        each.kind === 'privateKey' &&
        each.key !== undefined &&
        Buffer.compare(each.key.spki, spki) === 0 &&
        (each.item.encrypted || read.format === 'pkcs12'),
    ),
  );

const isSelfSigned = (der: Uint8Array): boolean => {
  const item = parseCertificate(der);
  return item.ok && item.value.selfSigned;
};

/**
 * Plans the kit of the set that the files are about.
 * @returns `kit-impossible` where there is no certificate, no key, or a locked one; and the errors of planKit
 */
export function planKitOf(placement: Placement, { passphrase, wanted, ...rest }: KitOfFiles): Result<KitPlan> {
  const { leaf, key, chain } = uploadSetOf(placement);
  if (leaf === null) return fail('kit-impossible', { reason: 'no-certificate' });
  const isShut = placement.passphrase === 'needed' || placement.passphrase === 'wrong';
  if (key === null) return fail('kit-impossible', { reason: isShut ? 'key-locked' : 'no-key' });
  // A PFX may have an empty passphrase; what was typed beside it is for nothing then.
  const kept = placement.passphrase !== 'unused' && wasLocked(placement, key) ? passphrase : null;
  return planKit({
    ...rest,
    leaf,
    key,
    // A self-signed certificate is its own chain, and the form wants no other.
    chain: isSelfSigned(leaf) ? [] : chain,
    passphrase: wanted.kind === 'new' ? wanted.passphrase : wanted.kind === 'keep' ? kept : null,
  });
}
