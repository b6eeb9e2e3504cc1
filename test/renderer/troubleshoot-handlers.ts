// The troubleshooter in the double. The catalogue is the real one: it is pure, and runs in the page as it does in main.

import { knownMessages } from '../../main/troubleshoot/catalogue.ts';
import { explainMessage } from '../../main/troubleshoot/match.ts';
import type { Progress } from '../../preload/contract/calls.ts';
import { ok } from '../../preload/contract/result.ts';
import type { Slots } from '../../preload/contract/slots.ts';
import type { Handlers } from './double.ts';
import type { Scenario } from './fixtures/scenario.ts';
import type { Pending } from './tool-handlers.ts';

export function troubleshootHandlers(
  { look, slots: given, precheck }: Scenario,
  pending: Pending,
  tell: (progress: Progress) => void,
): Handlers {
  let slots: Slots = given ?? { files: [], passphrase: 'none' };
  const put = (next: Slots) => {
    slots = next;
    return ok(slots);
  };
  return {
    'troubleshoot.explain': ({ text }) => ok(explainMessage(text)),
    'troubleshoot.messages': () => ok(knownMessages()),
    'troubleshoot.look': ({ task }) => {
      if (look === 'never') {
        return new Promise((resolve) => {
          pending.set(task, resolve);
          setTimeout(() => tell({ task, stage: 'handshake', done: 0, total: 1 }), 50);
        });
      }
      if (!look) throw new Error('the scenario has no sensor to look at');
      return 'code' in look ? { ok: false, error: look } : ok(look);
    },
    'slots.view': () => ok(slots),
    // The double has no dialog and no engine: what the scenario has is there from the start.
    'slots.choose': () => ok(slots),
    'slots.drop': () => ok(slots),
    'slots.place': ({ file, slot }) =>
      put({
        ...slots,
        files: slots.files.map((each) => (each.id === file ? { ...each, slot, placedByHand: true } : each)),
      }),
    'slots.remove': ({ file }) => put({ ...slots, files: slots.files.filter(({ id }) => id !== file) }),
    'slots.clear': () => put({ files: [], passphrase: 'none' }),
    'slots.passphrase': ({ passphrase }) => put({ ...slots, passphrase: passphrase === '' ? 'needed' : 'right' }),
    'slots.check': () => {
      if (!precheck) throw new Error('the scenario has no answer of the pre-check');
      return 'code' in precheck ? { ok: false, error: precheck } : ok(precheck);
    },
  };
}
