// Step 8: the receipt, the browser, and taking everything back.
import { fail, ok } from '../../../../preload/contract/result.ts';
import { receiptOf } from '../../../kit/receipt.ts';
import { receiptHtml } from '../../../kit/receipt-html.ts';
import type { TrustState } from '../state.ts';
import { trustView } from '../view.ts';
import type { TrustWorld } from '../world.ts';
import type { Act } from './act.ts';
import { checkHosts } from './hosts.ts';
import { checkNameAgain } from './name.ts';
import { readStores } from './stores.ts';

const viewOf = (state: TrustState, world: TrustWorld) =>
  trustView(state, world.changes.forJourney(state.id), world.now(), world.platform);

export const saveReceipt: Act<'save-receipt'> = async (state, { format }, world) => {
  if (!state.address || !state.download) return fail('not-yet', { step: 'done', needs: 'download' });
  const receipt = receiptOf(viewOf(state, world), world.now());
  const text = format === 'json' ? `${JSON.stringify(receipt, null, 2)}\n` : receiptHtml(receipt);
  const base = state.address.host.replace(/[^a-z0-9.-]/gi, '-');
  const saved = await world.people.saveFile(`${base}-receipt.${format}`, new TextEncoder().encode(text));
  if (!saved.ok) return saved;
  if (!saved.value) return ok(state);
  return ok({ ...state, receipts: [...state.receipts, { name: saved.value.name, at: world.now().toISOString() }] });
};

export const openInBrowser: Act<'open-in-browser'> = async (state, _action, world) => {
  const { url } = viewOf(state, world).done;
  if (!url) return fail('not-yet', { step: 'done', needs: 'name' });
  await world.people.openUrl(url);
  return ok(state);
};

export const undo: Act<'undo'> = async (before, _action, world, run) => {
  const undone = await world.changes.undoJourney(before.id, { signal: run.signal, onStage: run.stage });
  if (!undone.ok) return undone;
  const at = world.now().toISOString();
  const state = await readStores({ ...before, undo: { at, verified: undone.value.verified } }, world);
  // What the resolver and Chromium say now replaces what they said before the undo.
  const checked = state.hosts ? await checkHosts(state, { type: 'check-hosts' }, world, run) : ok(state);
  return ok(await checkNameAgain(checked.ok ? checked.value : { ...state, hosts: null }, world, run));
};
