// The troubleshooter in the double. The catalogue is the real one: it is pure, and runs in the page as it does in main.

import { knownMessages } from '../../main/troubleshoot/catalogue.ts';
import { explainMessage } from '../../main/troubleshoot/match.ts';
import type { Progress } from '../../preload/contract/calls.ts';
import { ok } from '../../preload/contract/result.ts';
import type { Handlers } from './double.ts';
import type { Scenario } from './fixtures/scenario.ts';
import type { Pending } from './tool-handlers.ts';

export function troubleshootHandlers(
  { look }: Scenario,
  pending: Pending,
  tell: (progress: Progress) => void,
): Handlers {
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
  };
}
