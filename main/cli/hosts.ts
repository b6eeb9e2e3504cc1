// `hosts`: shows the mappings of the hosts file, and adds, removes and takes back our own lines in it. Lines of other
// people are never changed; where one of them is in the way, that is said.
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { cli } from '../../assets/text/en/cli.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { hostsDiff } from '../hosts/hosts-diff.ts';
import { addLine, type DiffLine } from '../hosts/hosts-edit.ts';
import { type HostsFile, type Mapping, mappings, parseHosts } from '../hosts/hosts-file.ts';
import { hostsAddress, hostsName, readAddress } from '../hosts/hosts-name.ts';
import { sha256Hex } from '../hosts/replace.ts';
import { isInForce } from '../journal/in-force.ts';
import { editOf, readHosts } from '../privileged/apply-hosts.ts';
import type { Operation } from '../privileged/operations.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { backupOf, type Desk, openHostsFile, openMachine } from './desk.ts';
import { nothingToUndo } from './marked-lines.ts';
import { plain, table } from './paint.ts';

const actions = ['list', 'add', 'remove', 'undo'] as const;
type Action = (typeof actions)[number];
const isAction = (word: string | undefined): word is Action => actions.some((action) => action === word);

type Value = {
  file: string;
  changed: boolean;
  before: { sha256: string };
  after: { sha256: string };
  diff: DiffLine[];
  backup: string | null;
  dryRun?: true;
  /** Mappings of the names that were to be removed, in lines that are not ours and so stay. */
  left?: Mapping[];
  mappings?: Mapping[];
};

type Seen = { path: string; parsed: HostsFile; sha256: string };
type Plan = {
  operations: Operation[];
  left?: Mapping[];
  /** A name that was to be removed is mapped by other people's lines alone. */
  notOurs?: boolean;
};

/** The journey under which the journal files what one command did, and the tag of its lines. */
const newTag = () => `cli-${randomUUID().slice(0, 8)}`;

async function run(call: Call): Promise<Outcome> {
  const [word, ...rest] = call.args;
  if (!isAction(word)) return wrongUse(cli.wrong.action(word, actions), cli.wrong.seeHelp('hosts'));
  const problem = argumentsProblem(word, rest);
  if (problem) return wrongUse(problem, cli.wrong.seeHelp('hosts'));
  const path = call.text('file');
  const desk = await (path === undefined ? openMachine(call.io) : openHostsFile(call.io, path));
  const seen = await readHosts(desk.world);
  if (!seen.ok) return isMissing(seen.error) ? { ...seen, hint: cli.hosts.missing } : seen;
  if (word === 'list') return list(seen.value, call);
  if (word === 'undo') return undo(desk, seen.value, call);
  const tag = newTag();
  const change = async (now: Seen): Promise<Outcome> => {
    const plan = word === 'add' ? planAdd(rest, now, tag, call) : planRemove(rest, now);
    if (plan.ok) return carryOut(plan.value, desk, now, tag, call);
    const hint = hintFor(plan.error, word, rest);
    return hint === null ? plan : { ...plan, hint };
  };
  let outcome = await change(seen.value);
  // Nobody has looked at a preview here that would have to be looked at again.
  for (let more = tries; more > 0 && 'error' in outcome && outcome.error.code === 'hosts-changed'; more -= 1) {
    await setTimeout(randomInt(50, 250));
    const now = await readHosts(desk.world);
    if (!now.ok) return now;
    outcome = await change(now.value);
  }
  return outcome;
}

/** How often a change is tried again after somebody else's came in between. */
const tries = 8;

const isMissing = (error: AppError): boolean => error.code === 'file-unreadable' && error.facts.detail === 'ENOENT';

function hintFor({ code }: AppError, action: Action, [address = '', ...names]: readonly string[]): string | null {
  if (action === 'remove') return code === 'hosts-name-invalid' ? cli.hosts.neverOurs : null;
  const isSwapped = !readAddress(address) && names.some((name) => readAddress(name));
  return isSwapped ? cli.hosts.swapped : null;
}

function argumentsProblem(action: Action, rest: readonly string[]): string | null {
  if (action === 'add' && rest.length < 2) return cli.wrong.missingArgument(rest.length === 0 ? 'IP' : 'NAME');
  if (action === 'remove' && rest.length === 0) return cli.wrong.missingArgument('NAME');
  if ((action === 'list' || action === 'undo') && rest[0] !== undefined) return cli.wrong.tooMany(rest[0]);
  return null;
}

function planAdd([address = '', ...names]: string[], { parsed, sha256 }: Seen, tag: string, call: Call): Result<Plan> {
  const operations: Operation[] = [];
  // The first word is looked at first: whoever swaps them is told of the address.
  const first = hostsAddress(address);
  if (!first.ok) return first;
  for (const text of new Set(names)) {
    const name = hostsName(text);
    if (!name.ok) return name;
    const override = call.flag('override');
    // A conflict or a bad address is said before anything is done, and before anyone is asked for rights.
    const edit = addLine(parsed, { address, name: name.value, tag, override });
    if (!edit.ok) return edit;
    operations.push({ kind: 'hosts-add', name: name.value, address, tag, before: sha256, override });
  }
  return ok({ operations });
}

function planRemove(names: string[], { parsed }: Seen): Result<Plan> {
  const operations: Operation[] = [];
  const left: Mapping[] = [];
  let notOurs = false;
  for (const text of new Set(names)) {
    const name = hostsName(text);
    if (!name.ok) return name;
    const found = mappings(parsed).filter((each) => each.name.toLowerCase() === name.value);
    const removable = found.flatMap(({ ours, journey, address }) =>
      ours && journey ? [{ kind: 'hosts-remove' as const, name: name.value, address, tag: journey }] : [],
    );
    const others = found.filter(({ ours, journey }) => !(ours && journey));
    operations.push(...removable);
    left.push(...others);
    notOurs ||= removable.length === 0 && others.some(({ state }) => state === 'active');
  }
  return ok({ operations, left, notOurs });
}

/** The file as the operations would make it; nothing is touched. */
function preview(file: HostsFile, operations: readonly Operation[]): Result<HostsFile> {
  let current = file;
  for (const operation of operations) {
    if (operation.kind !== 'hosts-add' && operation.kind !== 'hosts-remove') continue;
    const edit = editOf(operation, current);
    if (!edit.ok) return edit;
    const next = parseHosts(edit.value.bytes, file);
    if (!next.ok) return next;
    current = next.value;
  }
  return ok(current);
}

async function carryOut(
  { operations, left = [], notOurs = false }: Plan,
  desk: Desk,
  seen: Seen,
  tag: string,
  call: Call,
): Promise<Outcome> {
  const wanted = preview(seen.parsed, operations);
  if (!wanted.ok) return wanted;
  const dryRun = call.flag('dry-run');
  if (!dryRun && operations.length > 0) {
    const made = await desk.changes.make(tag, operations, { signal: call.io.signal });
    if (!made.ok) return made;
  }
  const value = await answerFor(desk, seen, wanted.value, dryRun);
  if (!value.ok) return value;
  const shown: Value = left.length > 0 ? { ...value.value, left } : value.value;
  return { value: shown, exit: notOurs ? 1 : 0, lines: linesOf(shown, call) };
}

/** The file as it is now, or (in a dry run) as it would be. */
async function answerFor(desk: Desk, seen: Seen, wanted: HostsFile, dryRun: boolean): Promise<Result<Value>> {
  const read = dryRun ? ok({ parsed: wanted }) : await readHosts(desk.world);
  if (!read.ok) return read;
  const [before, after] = [seen.parsed.bytes, read.value.parsed.bytes];
  const changed = !before.equals(after);
  return ok({
    file: seen.path,
    changed,
    before: { sha256: seen.sha256 },
    after: { sha256: sha256Hex(after) },
    diff: changed ? hostsDiff(before, after).diff : [],
    backup: changed && !dryRun ? await backupOf(desk.world, seen.sha256) : null,
    ...(dryRun ? { dryRun: true as const } : {}),
  });
}

/** Takes back the latest `hosts add` or `hosts remove` of this file that is still in force. */
async function undo(desk: Desk, seen: Seen, call: Call): Promise<Outcome> {
  if (!desk.journal.ok) return desk.journal;
  const ours = desk.journal.value
    .entries()
    .filter((entry) => entry.journey.startsWith('cli-') && isInForce(entry))
    .filter(({ operation }) => operation.kind === 'hosts-add' || operation.kind === 'hosts-remove');
  const last = ours.at(-1)?.journey;
  if (last === undefined) {
    return { error: nothingToUndo(seen.path, mappings(seen.parsed), desk.journal.value.entries()) };
  }
  const entries = ours.filter(({ journey }) => journey === last);
  const wanted = preview(seen.parsed, entries.map(({ inverse }) => inverse as Operation).reverse());
  if (!wanted.ok) return fail('undo-conflict', { target: seen.path });
  const dryRun = call.flag('dry-run');
  if (!dryRun) {
    const ids = entries.map(({ id }) => id);
    const undone = await desk.changes.undo(ids, { signal: call.io.signal });
    if (!undone.ok) return undone;
    if (!undone.value.verified) return fail('hosts-reverted', { file: seen.path }) satisfies { error: AppError };
  }
  const value = await answerFor(desk, seen, wanted.value, dryRun);
  return value.ok ? { value: value.value, exit: 0, lines: linesOf(value.value, call) } : value;
}

function linesOf({ file, changed, diff, backup, dryRun, left = [] }: Value, { paint }: Call): string[] {
  const words = cli.hosts;
  const marks = { same: ' ', add: '+', remove: '-' };
  const colours = { same: paint.dim, add: paint.green, remove: paint.red };
  return [
    changed ? (dryRun ? words.wouldChange(file) : words.changed(file)) : words.unchanged(file),
    ...diff.map(({ kind, text }) => `  ${colours[kind](`${marks[kind]} ${plain(text.replaceAll('\t', '    '))}`)}`),
    ...(backup ? [words.backup(backup)] : []),
    ...left.map(({ line, text }) => words.left(line, plain(text.replaceAll('\t', ' ')))),
  ];
}

function list({ path, parsed, sha256 }: Seen, { paint }: Call): Outcome {
  const words = cli.hosts;
  const found = mappings(parsed);
  const rows = found.map(({ line, address, name, state, after, ours }) => {
    const overruled = after === undefined ? '' : paint.yellow(words.overruled(after));
    const state_ = state === 'ignored' ? paint.yellow(words.ignored) : overruled;
    return [
      paint.dim(String(line)),
      address,
      plain(name),
      [ours ? paint.green(words.ours) : '', state_].filter(Boolean).join(', '),
    ];
  });
  const value: Value = {
    file: path,
    changed: false,
    before: { sha256 },
    after: { sha256 },
    diff: [],
    backup: null,
    mappings: found,
  };
  const lines = [words.title(path, found.length), ...table([words.columns.map(paint.dim), ...rows], '  ')];
  return { value, exit: 0, lines: found.length > 0 ? lines : lines.slice(0, 1) };
}

export const hosts: Command = {
  word: 'hosts',
  options: [{ name: 'file', value: 'PATH' }, { name: 'dry-run' }, { name: 'override' }],
  run,
};
