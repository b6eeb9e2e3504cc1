// Step 7: the hosts line, previewed as a diff, applied, and asked for at the resolver and at Chromium.
import { readFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import type { TrustAction } from '../../../../preload/contract/trust-journey.ts';
import { addLine } from '../../../hosts/hosts-edit.ts';
import { findName, parseHosts } from '../../../hosts/hosts-file.ts';
import { hostsName } from '../../../hosts/hosts-name.ts';
import { sha256Hex } from '../../../hosts/replace.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { mappableNames, matchHost } from '../../../pki/names/host-names.ts';
import type { OperationOf } from '../../../privileged/operations.ts';
import { changeOptions } from '../../change-options.ts';
import { isConfirmed } from '../../confirm-change.ts';
import type { TrustState } from '../state.ts';
import { sentOf } from '../view.ts';
import type { TrustWorld } from '../world.ts';
import { type Act, sensorAddress } from './act.ts';
import { checkNameAgain } from './name.ts';
import { judge } from './verdicts.ts';

/** Our tag in the file: the beginning of the journey's id is enough to tell journeys apart. */
export const tagOf = (state: TrustState): string => state.id.slice(0, 8);

async function preview(state: TrustState, wanted: string | null, world: TrustWorld): Promise<Result<TrustState>> {
  const leaf = sentOf(state)[0];
  if (!state.download || !leaf) return fail('not-yet', { step: 'hosts', needs: 'download' });
  const item = parseCertificate(leaf);
  if (!item.ok) return item;
  const candidates = mappableNames(item.value.subjectAltNames);
  const choice = wanted ?? state.hosts?.name ?? state.name?.useName ?? candidates[0];
  if (!choice) return fail('not-yet', { step: 'hosts', needs: 'name' });
  const name = hostsName(choice);
  if (!name.ok) return name;
  // A line for a name that the certificate does not carry would change this computer for nothing.
  if (!matchHost(item.value.subjectAltNames, name.value).matches) {
    return fail('hosts-name-invalid', { name: name.value, reason: 'not-in-certificate' });
  }
  const address = sensorAddress(state);
  if (!address) return fail('hosts-not-address', { address: state.address?.host ?? '' });
  let bytes: Buffer;
  try {
    bytes = await readFile(world.hostsFile);
  } catch (problem) {
    return fail('file-unreadable', { file: world.hostsFile, detail: (problem as NodeJS.ErrnoException).code ?? '' });
  }
  const file = parseHosts(bytes, { file: world.hostsFile, platform: world.platform });
  if (!file.ok) return file;
  const line = { address, name: name.value, tag: tagOf(state) };
  const plain = addLine(file.value, line);
  const conflict = !plain.ok && plain.error.code === 'hosts-conflict' ? plain.error.facts : null;
  const edit = conflict ? addLine(file.value, { ...line, override: true }) : plain;
  if (!edit.ok) return edit;
  return ok({
    ...state,
    hosts: {
      file: world.hostsFile,
      address: line.address,
      name: name.value,
      candidates,
      before: sha256Hex(bytes),
      diff: edit.value.diff,
      existing: findName(file.value, name.value).map(({ line: at, address, wins, ours, state: how, why, after }) => ({
        line: at,
        address,
        wins,
        ours,
        commentedOut: how === 'commented',
        why,
        ...(after === undefined ? {} : { after }),
      })),
      conflict: conflict && { address: conflict.address, line: conflict.line },
      alreadyRight: !edit.value.changed,
      needsRights: await world.needsRights({ kind: 'hosts-add', ...line, before: null, override: conflict !== null }),
      resolved: state.hosts?.name === name.value ? state.hosts.resolved : null,
      verdict: state.hosts?.name === name.value ? state.hosts.verdict : null,
    },
  });
}

export const previewHosts: Act<'preview-hosts'> = (state, { name }, world) => preview(state, name, world);

export const checkHosts: Act<'check-hosts'> = async (before, _action, world, run) => {
  const again = await preview(before, null, world);
  if (!again.ok) return again;
  const state = again.value;
  if (!state.hosts) return fail('not-yet', { step: 'hosts', needs: 'hosts' });
  run.stage('resolving');
  const answer = await world.resolve(state.hosts.name);
  const addresses = answer.ok ? answer.value.addresses : [];
  const right = addresses.includes(state.hosts.address);
  const asked = await judge(state, [{ host: state.hosts.name, way: 'direct' }], world, run);
  if (!asked.ok) return asked;
  const verdict = asked.value[0] ?? null;
  const resolved = { addresses, right, at: world.now().toISOString() };
  const named = await checkNameAgain({ ...state, hosts: { ...state.hosts, resolved, verdict } }, world, run);
  return ok({ ...named, after: verdict ?? named.after });
};

/** The line that was previewed, into the file that was previewed. */
export function hostsOperations(
  state: TrustState,
  { name, before, override }: Extract<TrustAction, { type: 'apply-hosts' }>,
  world: TrustWorld,
): Result<OperationOf<'hosts-add'>[]> {
  if (!state.hosts || state.hosts.name !== name || state.hosts.before !== before) {
    return fail('hosts-changed', { file: world.hostsFile });
  }
  const { address } = state.hosts;
  return ok([{ kind: 'hosts-add', name, address, tag: tagOf(state), before, override }]);
}

export const applyHosts: Act<'apply-hosts'> = async (state, action, world, run) => {
  const operations = hostsOperations(state, action, world);
  if (!operations.ok) return operations;
  if (!state.hosts) throw new Error('operations without a preview');
  const { name } = action;
  const what = `${state.hosts.address} ${name}`;
  const change = { kind: 'hosts-line-added' as const, what, target: world.hostsFile, thumbprint: null };
  if (!(await isConfirmed(operations.value, [change], world))) return fail('cancelled', {});
  const made = await world.changes.make(state.id, operations.value, changeOptions(run, state.address));
  if (!made.ok) return made;
  // The line is written: whatever becomes of the check, that is no failure any more.
  const written = { ...state, undo: null };
  const checked = await checkHosts(written, { type: 'check-hosts' }, world, run);
  return checked.ok ? checked : ok({ ...written, hosts: { ...state.hosts, resolved: null, verdict: null } });
};
