// What `check` and `kit` have in common: the files of an upload, the profile that they are judged by, and what is known
// of the world. A file that is there and holds nonsense is for the pre-check to speak of, one that is not there is not.
import { basename } from 'node:path';
import type { AppError } from '../../preload/contract/errors.ts';
import type { PrecheckPart } from '../../preload/contract/precheck.ts';
import { ok } from '../../preload/contract/result.ts';
import type { Slot } from '../../preload/contract/slots.ts';
import { distributionPointsOfPath, fetchCrls } from '../acceptance/fetch-crl.ts';
import type { FetchedCrl } from '../acceptance/input.ts';
import { contentsOf } from '../acceptance/slot-contents.ts';
import { type Placement, placeFiles } from '../acceptance/slots.ts';
import { readObjects } from '../pki/files/read.ts';
import type { Call, Option, Problem } from './command.ts';
import { readInput } from './files.ts';
import type { FileResult } from './given.ts';
import { networkOptions, reachOf } from './targets.ts';

export const uploadOptions: readonly Option[] = [
  { name: 'crt', value: 'FILE' },
  { name: 'key', value: 'FILE' },
  { name: 'chain', value: 'FILE', many: true },
  { name: 'crl', value: 'FILE', many: true },
  { name: 'passphrase-env', value: 'NAME' },
  { name: 'profile', value: 'PROFILE' },
  { name: 'crl-validation' },
  ...networkOptions,
];

type UploadSlot = 'crt' | 'key' | 'chain' | 'crl';
const slots: readonly UploadSlot[] = ['crt', 'key', 'chain', 'crl'];

export type UploadFiles = {
  placement: Placement;
  /** The file of a finding as it was named on the command line; where it is about none, the part that it is about. */
  fileOf(finding: { file: string | null; part: PrecheckPart }): string;
};

/**
 * Reads the files.
 * @param placed `as-given`: each in the slot that it was given for, as it would be uploaded (but a PFX, or a
 * reply with all certificates, which cannot be, stands for what is in it); `by-content`: where what is in them belongs
 */
export async function uploadFiles(
  call: Call,
  passphrase: string | null,
  placed: 'as-given' | 'by-content',
): Promise<FileResult<UploadFiles>> {
  const named = slots.flatMap((option) => {
    const text = call.text(option);
    return (text === undefined ? call.list(option) : [text]).map((path) => ({ option, path }));
  });
  const given: { name: string; path: string; option: UploadSlot; bytes: Uint8Array; slot: Slot | null }[] = [];
  for (const { option, path } of named) {
    const read = await readInput(path);
    if (!read.ok) return { ...read, file: path };
    const slot = placed === 'by-content' ? null : isBundle(option, basename(path), read.value) ? 'bundle' : option;
    given.push({ name: basename(path), path, option, bytes: read.value, slot });
  }
  const placement = placeFiles(given, passphrase);
  const fileOf: UploadFiles['fileOf'] = ({ file, part }) => {
    if (file === null) return part;
    const called = given.filter(({ name }) => name === file);
    return (called.find(({ option }) => option === part) ?? called[0])?.path ?? file;
  };
  return ok({ placement, fileOf });
}

/** A reply as CA desks send it has the certificate somewhere in it, and often the root first. */
function isBundle(option: UploadSlot, name: string, bytes: Uint8Array): boolean {
  if (readObjects(bytes).format === 'pkcs12') return true;
  if (option !== 'crt') return false;
  const { wrapped, certificates } = contentsOf({ name, bytes, slot: null }, null);
  return wrapped || (certificates.length > 1 && certificates[0]?.item.basicConstraints?.ca === true);
}

/**
 * With `--crl-validation`, what the distribution points of the certificate and of the CAs above it answer from here; else null: not asked.
 * Being cancelled is the only failure that does not come as an answer.
 */
export async function fetchedLists(
  call: Call,
  { set }: Placement,
): Promise<{ ok: true; value: FetchedCrl[] | null } | { ok: false; error: AppError | Problem }> {
  const reach = reachOf(call);
  if ('error' in reach) return { ok: false, error: reach.error };
  if (!call.flag('crl-validation')) return ok(null);
  const { proxy, timeoutMs, signal } = reach.reach;
  const urls = distributionPointsOfPath(set.leaf?.der ?? null, set.leaf ? set.chain.map(({ der }) => der) : []);
  return fetchCrls(urls, { proxy: proxy ?? null, timeout: timeoutMs, signal });
}
