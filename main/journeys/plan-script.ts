// From what is planned to the facts of the script that does the same by hand. Reads the hosts file and changes nothing:
// the same edits that the door would make are made on its bytes in memory, and kept as cuts and insertions.
import type { Role } from '../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Splice as Spliced } from '../hosts/hosts-edit.ts';
import { parseHosts } from '../hosts/hosts-file.ts';
import { findKept } from '../hosts/kept-copies.ts';
import { sha256Hex } from '../hosts/replace.ts';
import type { Planned } from '../journal/changes.ts';
import type { HostsStep, ScriptCertificate, ScriptFacts, Splice } from '../kit/script/facts.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { roleOf } from '../pki/certificate/roles.ts';
import type { World } from '../privileged/apply.ts';
import { editOf, lookAtHosts } from '../privileged/apply-hosts.ts';
import type { Operation, OperationOf } from '../privileged/operations.ts';
import { linuxFamily } from '../trust/linux-system.ts';

type Hosts = OperationOf<'hosts-add' | 'hosts-remove' | 'hosts-restore'>;
const isHosts = (operation: Operation): operation is Hosts => operation.kind.startsWith('hosts-');

/**
 * Null where only the app can do it: what somebody else has put into a store goes and comes with its own name and trust, and
 * a script would leave it, or make it one of ours; what nobody can read cannot be put back by one; and without a folder for
 * its notes it could take nothing back.
 * @param isAdministrator whether this process has administrator rights itself
 * Failures: those of the edits (`hosts-conflict`, `hosts-changed`, ...) and `store-refuses-role`, so that a script is never made
 * of what the app itself would refuse; `store-missing`.
 */
export async function scriptFacts(
  planned: readonly Planned[],
  world: World,
  { name, isAdministrator }: { name: string; isAdministrator: boolean },
): Promise<Result<ScriptFacts | null>> {
  const certificates: ScriptCertificate[] = [];
  for (const { operation, inverse } of planned) {
    if (isHosts(operation)) continue;
    const certificate = certificateOf(operation, inverse, world);
    if (!certificate.ok) return certificate;
    if (!certificate.value) return ok(null);
    certificates.push(certificate.value);
  }
  const notes = world.backupDir();
  if (!notes.ok) return ok(null);
  const operations = planned.map(({ operation }) => operation).filter(isHosts);
  const hosts = operations.length === 0 ? ok(null) : await hostsOf(operations, world, isAdministrator);
  if (!hosts.ok) return hosts;
  const { anchors, bundle, tool, links = null } = linuxFamily();
  const linux = world.platform === 'linux' ? { anchors, bundle, tool, links } : null;
  return ok({ name, certificates, notes: notes.value, hosts: hosts.value, isAdministrator, linux });
}

function certificateOf(
  operation: Exclude<Operation, Hosts>,
  inverse: Operation | null,
  world: World,
): Result<ScriptCertificate | null> {
  const store = world.storeOf(operation.store);
  if (!store) return fail('store-missing', { store: operation.store, tool: '' });
  const adds = operation.kind === 'trust-add' ? operation : inverse;
  if (adds?.kind !== 'trust-add' || adds.was) return ok(null);
  const item = parseCertificate(Buffer.from(adds.der, 'base64'));
  if (!item.ok) return ok(null);
  if (operation.kind === 'trust-add' && !store.accepts(operation.role, operation.place))
    return fail('store-refuses-role', { store: store.location, role: operation.role });
  const role: Role = operation.kind === 'trust-add' ? operation.role : roleOf(item.value);
  const { sha256, sha1 } = item.value.fingerprints;
  const { location, scope } = store;
  return ok({
    act: operation.kind === 'trust-add' ? 'add' : 'remove',
    store: operation.store,
    location,
    scope,
    place: operation.place,
    role,
    sha256,
    sha1,
    der: adds.der,
    subject: item.value.subject,
  });
}

async function hostsOf(
  operations: readonly Hosts[],
  world: World,
  isAdministrator: boolean,
): Promise<Result<ScriptFacts['hosts']>> {
  const [read, backupDir] = [await lookAtHosts(world), world.backupDir()];
  if (!read.ok) return read;
  if (!backupDir.ok) return backupDir;
  const file = read.value.path;
  let now = read.value.parsed;
  let sha256 = read.value.sha256;
  /** Every state on the way: a line may be put into what became of the file that was seen. */
  const known = new Set([sha256]);
  const steps: HostsStep[] = [];
  for (const operation of operations) {
    const before = operation.kind === 'hosts-remove' ? (operation.edited?.before ?? null) : operation.before;
    // A restore replaces everything, so it acts on nothing but the very file that was seen.
    const isSeen = operation.kind === 'hosts-restore' ? before === sha256 : before === null || known.has(before);
    if (!isSeen) return fail('hosts-changed', { file });
    if (operation.kind === 'hosts-restore') {
      const kept = await findKept(backupDir.value, operation.after).catch(() => null);
      if (!kept) return fail('backup-missing', { sha256: operation.after });
      steps.push({ kind: 'copy', before: sha256, after: operation.after });
      now = parseHosts(kept, { file, platform: world.platform });
      sha256 = operation.after;
      known.add(sha256);
      continue;
    }
    if (!now.ok) return now;
    const edit: ReturnType<typeof editOf> = editOf(operation, now.value);
    if (!edit.ok) return edit;
    if (!edit.value.changed) continue;
    const splices = inOrder(edit.value.splices, now.value.bytes);
    const after = sha256Hex(edit.value.bytes);
    const last = steps.at(-1);
    if (last?.kind === 'lines') {
      last.splices.push(...splices);
      last.after = after;
    } else steps.push({ kind: 'lines', before: sha256, after, splices });
    now = parseHosts(edit.value.bytes, { file, platform: world.platform });
    sha256 = after;
    known.add(after);
  }
  const needsRights = isAdministrator || (await world.hostsNeedRights());
  return ok(steps.length === 0 ? null : { file, backupDir: backupDir.value, needsRights, steps });
}

/** Last first, so that each offset still holds when it is its turn. */
const inOrder = (splices: readonly Spliced[], bytes: Buffer): Splice[] =>
  splices
    .map(({ start, end, insert }) => ({ at: start, out: bytes.toString('latin1', start, end), in: insert }))
    .reverse();
