// Steps 6 and 7 in the terminal: which name the certificate carries, and whether that name leads to the sensor.
import { isIP } from 'node:net';
import { cli } from '../../../assets/text/en/cli.ts';
import { trust } from '../../../assets/text/en/trust.ts';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import { fail } from '../../../preload/contract/result.ts';
import type { Verdict } from '../../../preload/contract/trust-journey.ts';
import { mappableNames, matchHost } from '../../pki/names/host-names.ts';
import { type Mending, mending } from '../mending.ts';
import { plain } from '../paint.ts';
import { isHopeless, staysUntrusted } from './useless.ts';
import type { Stop, Walk } from './walk.ts';

const words = cli.onboard;

/** What can be done about the name: by Chromium's verdicts where there are any, else by its rule for names. */
export type Found = Omit<Mending, 'why'>;

const leafOf = (walk: Walk): CertificateItem => {
  const item = walk.journey.download?.chain[0]?.item;
  if (!item) throw new Error('no leaf');
  return item;
};

/** Told before anything is changed: no step could make a name work that the certificate does not carry. */
export function checkWantedName(walk: Walk): Stop | null {
  const { name } = walk.options;
  const names = leafOf(walk).subjectAltNames;
  if (name === undefined || matchHost(names, name).matches) return null;
  const carried = [...mappableNames(names), ...(names?.ip ?? [])];
  return { error: { code: 'wrong-use', ...words.nameNotCarried(name, carried) } };
}

export async function checkName(walk: Walk): Promise<Found | Stop> {
  walk.begin('name');
  const checked = await walk.act({ type: 'check-name' });
  if (!checked.ok) return checked;
  const view = walk.journey.name;
  const { address } = walk.journey;
  if (!view || !address) throw new Error('no name view');
  const item = leafOf(walk);
  if (view.outcome !== 'not-checked') {
    walk.answer('name');
    const { why, todo } = trust.nameOutcomes[view.outcome](view);
    walk.tell(why);
    walk.tell(todo);
    for (const verdict of [view.typed, ...view.names]) sayVerdict(walk, verdict);
    return { hostsCanMend: view.hostsCanMend, useName: view.useName };
  }
  const { matches } = matchHost(item.subjectAltNames, address.host);
  const resolved = await resolveAll(walk, mappableNames(item.subjectAltNames));
  const { hostsCanMend, useName, why } = mending(matches, address.host, item, sensorAddress(walk), resolved);
  walk.tell(words.nameAnswer[why](address.host, useName ?? ''), useName === null ? 'red' : undefined);
  walk.tell(words.chromiumNotChecked);
  return { hostsCanMend, useName };
}

function sensorAddress({ journey: { address, download } }: Walk): string | null {
  return address?.kind === 'name' ? (download?.remoteAddress ?? null) : (address?.host ?? null);
}

async function resolveAll(walk: Walk, names: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const answer = await walk.world.resolve(name);
    if (answer.ok) found.set(name, answer.value.addresses);
  }
  return found;
}

export const sayVerdict = (walk: Walk, { host, code }: Verdict): void =>
  walk.tell(`${host}: ${words.chromium(code, trust.verdictLabel(code))}`, code === 'net::OK' ? 'green' : 'yellow');

export async function hosts(walk: Walk, found: Found): Promise<Stop | null> {
  walk.begin('hosts');
  const name = walk.options.name ?? found.useName;
  walk.useName = name;
  if (isHopeless(walk) || staysUntrusted(walk)) {
    walk.tell(isHopeless(walk) ? words.inVain : words.notWhileUntrusted);
    return null;
  }
  if (name === null) {
    if (walk.journey.name?.outcome === 'not-checked') walk.tell(words.cannotMend);
    else walk.answer('hosts');
    return null;
  }
  if (!(walk.options.name === undefined ? found.hostsCanMend : await leadsElsewhere(walk, name))) {
    walk.tell(words.noLineNeeded);
    return null;
  }
  const previewed = await walk.act({ type: 'preview-hosts', name });
  if (!previewed.ok) return goOn(walk, previewed);
  const stop = await writeLine(walk);
  if (stop) return stop;
  const { hosts: view } = walk.journey;
  if (!view?.resolved) return null;
  const { name: mapped, address, resolved, verdict } = view;
  walk.tell(resolved.right ? words.resolves(mapped, address) : words.resolvesNot(mapped, resolved.addresses));
  if (verdict && verdict.code !== 'not-checked') sayVerdict(walk, verdict);
  return null;
}

/** Of a name that the person chose: would it need a line? An address needs none, nor a name that is found already. */
async function leadsElsewhere(walk: Walk, name: string): Promise<boolean> {
  if (isIP(name) || name === walk.journey.address?.host) return false;
  const sensor = sensorAddress(walk);
  const answer = await walk.world.resolve(name);
  return !(answer.ok && sensor !== null && answer.value.addresses.includes(sensor));
}

/** A failure of this step is said, and the end result will show what is missing. */
function goOn(walk: Walk, failed: Stop & { ok: false; error: { code: string } }): Stop | null {
  if (failed.error.code === 'cancelled' || !('facts' in failed.error)) return failed;
  walk.fail(failed.error);
  return null;
}

async function writeLine(walk: Walk): Promise<Stop | null> {
  const view = walk.journey.hosts;
  if (!view) throw new Error('no hosts view');
  const check = { type: 'check-hosts' } as const;
  if (view.alreadyRight) {
    walk.tell(trust.hosts.noDiff);
    const looked = await walk.act(check);
    return looked.ok ? null : goOn(walk, looked);
  }
  walk.tell(trust.hosts.diff(view.file));
  const marks = { same: ' ', add: '+', remove: '-' };
  const colours = { same: walk.paint.dim, add: walk.paint.green, remove: walk.paint.red };
  walk.say(
    view.diff.map(({ kind, text }) => `  ${colours[kind](`${marks[kind]} ${plain(text.replaceAll('\t', '    '))}`)}`),
  );
  let override = false;
  if (view.conflict) {
    const { address, line } = view.conflict;
    walk.tell(trust.hosts.conflictText(view.name, address, line), 'yellow');
    const allowed = await mayOverride(walk, address);
    if (allowed === null) return fail('cancelled', {});
    if (!allowed) {
      walk.fail(fail('hosts-conflict', { name: view.name, address, line }).error);
      return null;
    }
    override = true;
  }
  const apply = { type: 'apply-hosts', name: view.name, before: view.before, override } as const;
  return walk.change('hosts', words.writeLine, apply, check);
}

/** Null: the person wants to stop. */
async function mayOverride(walk: Walk, address: string): Promise<boolean | null> {
  if (walk.options.override) return true;
  if (!walk.asker || walk.options.yes) return false;
  const answer = await walk.ask(words.ask.override(address));
  return answer === null ? null : answer.toLowerCase() === 'yes';
}
