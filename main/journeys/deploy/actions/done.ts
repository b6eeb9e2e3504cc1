// Step 9: the receipt, and the sensor in the browser.
import { fail, ok } from '../../../../preload/contract/result.ts';
import { stem } from '../../../files/stem.ts';
import { deployReceiptOf } from '../../../kit/deploy-receipt.ts';
import { deployReceiptHtml } from '../../../kit/deploy-receipt-html.ts';
import { hostOf } from '../state.ts';
import { viewIn } from '../view-in.ts';
import type { Act } from './act.ts';

export const saveReceipt: Act<'deploy-receipt'> = async (state, { format }, world) => {
  if (!state.kit) return fail('not-yet', { step: 'done', needs: 'kit' });
  const receipt = deployReceiptOf(viewIn(state, world), world.now());
  const text = format === 'json' ? `${JSON.stringify(receipt, null, 2)}\n` : deployReceiptHtml(receipt);
  const name = `${stem(hostOf(state) ?? '')}-deploy-receipt.${format}`;
  const saved = await world.people.saveFile(name, new TextEncoder().encode(text));
  if (!saved.ok) return saved;
  if (!saved.value) return ok(state);
  return ok({ ...state, receipts: [...state.receipts, { name: saved.value.name, at: world.now().toISOString() }] });
};

export const openInBrowser: Act<'deploy-open-in-browser'> = async (state, _action, world) => {
  const { url } = viewIn(state, world).done;
  if (!url) return fail('not-yet', { step: 'done', needs: 'trust' });
  await world.people.openUrl(url);
  return ok(state);
};
