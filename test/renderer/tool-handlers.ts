// The tools in the double: a tray that fills, opens and empties, conversions and requests that always go well, unless
// the scenario wants otherwise.
import type { Answer, Progress } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { RequestTexts, Tray } from '../../preload/contract/tools.ts';
import type { Handlers } from './double.ts';
import { hex } from './fixtures/certificates.ts';
import type { Scenario } from './fixtures/scenario.ts';
import { goodKey, goodPath, requestFindings, sameComparison } from './fixtures/tests.ts';
import {
  answeredTray,
  goodTray,
  lockedTray,
  requestOf,
  trayOf,
  unlockedTray,
  waitingRequests,
} from './fixtures/trays.ts';

/** What waits until it is cancelled. */
export type Pending = Map<string, (answer: Result<never>) => void>;

type ToolCall = keyof NonNullable<Scenario['toolFails']>;

const extensions = { pem: 'pem', crt: 'crt', der: 'cer', p7b: 'p7b', pfx: 'pfx', key: 'key' };

const texts = (names: readonly string[]): RequestTexts => ({
  omitted: [],
  inf: `[Version]\nSignature="$Windows NT$"\n\n[NewRequest]\nSubject = "CN=${names[0]},OU=OT Security,O=Contoso Inc.,C=US"\nKeyLength = 2048\nHashAlgorithm = SHA256\n\n[Extensions]\n2.5.29.17 = "{text}"\n_continue_ = "dns=${names[0]}"\n`,
  opensslConfig: `[req]\nprompt = no\ndistinguished_name = subject\nreq_extensions = extensions\n\n[subject]\nC = US\nO = Contoso Inc.\nCN = ${names[0]}\n\n[extensions]\nsubjectAltName = DNS:${names[0]}\n`,
  sanAttribute: names.length > 0 ? `SAN:dns=${names.join('&dns=')}` : null,
  openssl: `openssl req -new -newkey rsa:2048 -keyout device.key -out device.csr -subj "/C=US/O=Contoso Inc./CN=${names[0]}" -addext "subjectAltName=DNS:${names[0]}"`,
});

export function toolHandlers(scenario: Scenario, pending: Pending, tell: (progress: Progress) => void): Handlers {
  const given = scenario.tray;
  let tray = (show: number): Tray => (typeof given === 'function' ? given(show) : (given ?? trayOf([])));
  let waiting = scenario.waiting ?? [];
  const put = (next: Tray) => {
    tray = () => next;
    return ok(next);
  };
  /** What the scenario wants instead of the good answer. */
  const refusal = (call: ToolCall, task?: string): Promise<Result<never>> | { ok: false; error: AppError } | null => {
    const wish = scenario.toolFails?.[call];
    if (wish === undefined || wish === 'closed') return null;
    if (wish !== 'never') return { ok: false, error: wish };
    return new Promise((resolve) => {
      if (task === undefined) return;
      pending.set(task, resolve);
      const counted = call === 'tools.choose' || call === 'tools.drop';
      const stage = counted ? 'reading-files' : call === 'tools.makeRequest' ? 'making-key' : 'testing';
      const [done, total] = counted ? [3_200, 10_000] : [0, 1];
      setTimeout(() => tell({ task, stage, done, total }), 50);
    });
  };
  const isClosed = (call: ToolCall) => scenario.toolFails?.[call] === 'closed';
  return {
    'tools.tray': ({ show }) => ok(tray(show)),
    'tools.choose': ({ task }) => refusal('tools.choose', task) ?? put(lockedTray),
    'tools.drop': ({ task, paths }) =>
      refusal('tools.drop', task) ?? put(paths.some((path) => path.endsWith('.pfx')) ? lockedTray : goodTray),
    'tools.paste': ({ task }) => refusal('tools.paste', task) ?? put(goodTray),
    'tools.unlock': ({ task, file, passphrase }) => {
      const refused = refusal('tools.unlock', task);
      if (refused) return refused;
      const { files } = tray(50);
      const one = files.find(({ id }) => id === file);
      if (files.length > 1 && one) {
        // Of several, the last has a passphrase of its own.
        if (passphrase !== 'opens it' || one === files.at(-1)) return fail('passphrase-wrong', { looksLike: 'pfx' });
        return put(trayOf(files.map((each) => (each === one ? { ...each, locked: false, problems: [] } : each))));
      }
      return passphrase === 'opens it' ? put(unlockedTray) : fail('passphrase-wrong', { looksLike: 'pfx' });
    },
    'tools.remove': ({ file }) => {
      const { files, sets, odd } = tray(50);
      const stays = ({ leaf, key, request, chain }: Tray['sets'][number]) =>
        ![leaf, key, request, ...chain].some((ref) => ref?.file === file);
      return put(
        trayOf(
          files.filter(({ id }) => id !== file),
          sets.filter(stays),
          odd.filter(({ ref }) => ref.file !== file),
        ),
      );
    },
    'tools.clear': () => put(trayOf([])),
    'tools.convert': ({ task, order }) => {
      const refused = refusal('tools.convert', task);
      if (refused) return refused;
      const name = `sensor7.${extensions[order.to]}`;
      const items = order.items.flatMap(({ file, item }) => {
        const found = tray(50).files.find(({ id }) => id === file)?.items[item];
        return found ? [found] : [];
      });
      const saved = isClosed('tools.convert')
        ? null
        : { name, sha256: hex(`file ${name}`, 64), items, openToOthers: scenario.openToOthers === true };
      const openssl = `openssl pkcs12 -export -inkey sensor7.key -in sensor7.cer -certfile contoso-chain.pem -keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256 -out ${name}`;
      return ok({ saved, openssl });
    },
    'tools.makeRequest': ({ task, order }) => {
      const refused = refusal('tools.makeRequest', task);
      if (refused) return refused;
      const files = [
        { name: 'sensor7.contoso.com.csr', sha256: hex('csr', 64), what: 'request' as const },
        { name: 'sensor7.contoso.com.key', sha256: hex('key', 64), what: 'key' as const },
      ];
      const [first] = waitingRequests;
      if (first && waiting.length === 0) waiting = [first];
      const saved = {
        folder: 'sensor7.contoso.com',
        files: 'use' in order.key ? files.slice(0, 1) : files,
        openToOthers: scenario.openToOthers === true,
        waiting: 'b7c1b7c1',
      };
      return ok({ saved, request: requestOf(order.sans), texts: texts(order.sans) });
    },
    'tools.requestTexts': ({ order }) => refusal('tools.requestTexts') ?? ok(texts(order.sans)),
    'tools.saveText': () => refusal('tools.saveText') ?? ok({ saved: true }),
    'tools.waiting': () => refusal('tools.waiting') ?? ok(waiting),
    'tools.packWaiting': () =>
      refusal('tools.packWaiting') ??
      ok({
        saved: {
          folder: 'request-sensor7.contoso.com-2026-11-22',
          files: ['request.csr', 'manifest.json', 'fingerprint.txt', 'README.txt'],
        },
      }),
    'tools.addWaiting': ({ id }) =>
      waiting.some((request) => request.id === id) ? put(answeredTray) : fail('no-such-object', {}),
    'tools.reveal': () => refusal('tools.reveal') ?? ok({}),
    'tools.test': ({ task, ref }) => {
      const refused = refusal('tools.test', task);
      if (refused) return refused;
      const item = tray(50).files.find(({ id }) => id === ref.file)?.items[ref.item];
      return ok({
        key: item?.kind === 'privateKey' ? (scenario.keyChecks ?? goodKey) : null,
        request: item?.kind === 'request' ? requestFindings : null,
      });
    },
    'tools.compare': () => refusal('tools.compare') ?? ok(scenario.comparison ?? sameComparison),
    'tools.verify': ({ task }) => refusal('tools.verify', task) ?? ok(scenario.path ?? goodPath),
    'tools.forgetWaiting': ({ id }) => {
      waiting = waiting.filter((request) => request.id !== id);
      return ok<Answer<'tools.forgetWaiting'>>(waiting);
    },
  };
}
