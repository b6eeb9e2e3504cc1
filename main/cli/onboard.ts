// `onboard`: the trust journey in the terminal, over the same runner as the window. It decides nothing by itself: a
// person or an option does. Practice takes everything back at the end, also when it is cancelled or fails on the way.
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cli } from '../../assets/text/en/cli.ts';
import { type PracticeState, practiceStateSchema } from '../../preload/contract/calls.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { writeFile } from '../files/write-file.ts';
import { openConfStore, type Store } from '../journal/store.ts';
import { JourneyRunner } from '../journeys/runner.ts';
import { trustKind } from '../journeys/trust/kind.ts';
import { openWorld } from '../journeys/trust/open-world.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import { toPemChain } from '../pki/files/write.ts';
import { formatAuthority, parseAddress, parseProxy } from '../sensor/address.ts';
import { type PracticeSensor, startPracticeSensor } from '../sensor/practice/index.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { folderOf, wayToRights } from './desk.ts';
import { readInput } from './files.ts';
import { openAsker } from './onboard/ask.ts';
import { checkName, checkWantedName, hosts } from './onboard/name-and-hosts.ts';
import { type End, endValue, exitOf, findEnd, sayEnd } from './onboard/result.ts';
import { address, compare, download, exportFiles, importTrust } from './onboard/steps.ts';
import { type InputFile, type Options, type Stop, Walk } from './onboard/walk.ts';
import { sayError } from './say.ts';
import { defaultScope, scopeOf, storeOption } from './stores.ts';

const seeHelp = cli.wrong.seeHelp('onboard');

/** What is wrong with the words, as far as that can be told before anything is done. */
function readOptions(call: Call): (Options & { state: PracticeState }) | Outcome {
  const [host, ...more] = call.args;
  const practice = call.flag('practice');
  const words = cli.onboard;
  if (more[0] !== undefined) return wrongUse(cli.wrong.tooMany(more[0]), seeHelp);
  if (host === undefined && !practice) return wrongUse(words.hostOrPractice, seeHelp);
  if (host !== undefined && practice) return wrongUse(words.notBoth, seeHelp);
  if (call.text('state') !== undefined && !practice) return wrongUse(words.onlyPractice, seeHelp);
  const fingerprint = call.text('fingerprint');
  if (fingerprint !== undefined && call.flag('accept-risk')) return wrongUse(words.oneProof, seeHelp);
  const state = practiceStateSchema.safeParse(call.text('state') ?? 'fresh');
  if (!state.success) return wrongUse(cli.wrong.state(call.text('state') ?? '', practiceStateSchema.options), seeHelp);
  const scope = scopeOf(call, seeHelp);
  if ('error' in scope) return scope;
  const proxy = call.text('proxy');
  for (const parsed of [
    host === undefined ? ok(null) : parseAddress(host),
    proxy === undefined ? ok(null) : parseProxy(proxy),
  ]) {
    if (!parsed.ok) return parsed;
  }
  return {
    state: state.data,
    yes: call.flag('yes'),
    fingerprint,
    acceptRisk: call.flag('accept-risk'),
    scope: scope.scope ?? defaultScope,
    name: call.text('name'),
    override: call.flag('override'),
    proxy,
    out: call.text('out'),
  };
}

async function readCaFiles(paths: readonly string[]): Promise<Result<InputFile[]>> {
  const files: InputFile[] = [];
  for (const path of paths) {
    const read = await readInput(path);
    if (!read.ok) return read;
    files.push({ name: path, bytes: read.value });
  }
  return ok(files);
}

function openStore(folder: string, call: Call): Result<Store> {
  const opened = openConfStore(folder, new Date());
  if (!opened.ok) return opened;
  const { store, damage } = opened.value;
  if (damage) call.note(`${cli.warning} ${sayError(damage).message}`);
  return ok(store);
}

/** Files come from --ca and go to --out, or to the current folder; there are no dialogs here. */
function peopleOf(call: Call, caFiles: InputFile[], saved: string[]): TrustWorld['people'] {
  return {
    saveFile: async (suggested, bytes) => {
      const out = call.text('out') ?? '.';
      try {
        await mkdir(out, { recursive: true });
      } catch (error) {
        return fail('write-failed', { file: out, detail: (error as NodeJS.ErrnoException).code ?? String(error) });
      }
      const file = join(out, suggested);
      const wrote = await writeFile(file, bytes, { overwrite: call.flag('force') });
      if (wrote.ok) saved.push(file);
      return wrote;
    },
    openFiles: async () => ok(caFiles.splice(0)),
    openUrl: async (url) => call.note(url),
    // The terminal has asked, or --yes has answered, before an action gets this far.
    confirm: async () => true,
  };
}

async function run(call: Call): Promise<Outcome> {
  const options = readOptions(call);
  if (!('scope' in options)) return options;
  const caFiles = await readCaFiles(call.list('ca'));
  if (!caFiles.ok) return caFiles;
  const folder = folderOf(call.io);
  const store = openStore(folder, call);
  if (!store.ok) return store;
  const saved: string[] = [];
  const world = await openWorld({
    folder,
    home: homedir(),
    now: () => new Date(),
    store: store.value,
    people: peopleOf(call, caFiles.value, saved),
    openJudge: call.io.openJudge ?? null,
    elevate: await wayToRights(call.io),
    // It makes no difference: the terminal asks before everything.
    way: async () => 'none',
  });
  if (!world.ok) return world;
  const started = call.flag('practice')
    ? await startPracticeSensor({ state: options.state, now: new Date() })
    : ok(null);
  if (!started.ok) return started;
  const sensor = started.value;
  const runner = new JourneyRunner({
    store: store.value,
    changes: world.value.changes,
    now: call.now,
    newId: randomUUID,
    kinds: [trustKind({ ...world.value, now: call.now })],
  });
  const asker = openAsker(call.io);
  const journey = runner.start('trust', sensor !== null);
  const walk = new Walk({
    io: call.io,
    json: call.json,
    now: call.now,
    runner,
    world: world.value,
    journey,
    asker,
    options,
    caFiles: caFiles.value,
    practiceCa: practiceCaOf(sensor),
  });
  try {
    return await goAll(walk, runner, sensor, saved, call);
  } finally {
    asker?.close();
    await sensor?.stop();
  }
}

function practiceCaOf(sensor: PracticeSensor | null): InputFile | null {
  const ca = sensor?.caFiles();
  if (!ca) return null;
  return { name: 'practice-ca.pem', bytes: new TextEncoder().encode(toPemChain([ca.root, ca.intermediate])) };
}

async function goAll(
  walk: Walk,
  runner: JourneyRunner,
  sensor: PracticeSensor | null,
  saved: string[],
  call: Call,
): Promise<Outcome> {
  const where = sensor ? formatAuthority(sensor) : (call.args[0] ?? '');
  if (sensor) walk.tell(cli.onboard.practiceStarted(where), 'bold');
  const stopped = await goThrough(walk, where, sensor).catch(async (bug: unknown) => {
    if (sensor) await takeBack(walk, where);
    throw bug;
  });
  const end = stopped ? null : await findEnd(walk);
  if (end) sayEnd(walk, end);
  const before = walk.journey;
  const undone = sensor ? await takeBack(walk, where) : await offerUndo(walk);
  const receipts = stopped ? null : await saveReceipts(walk);
  // A journey that left something behind stays, so that the window can take it back.
  if (sensor && undone) await runner.forget(walk.journey.id);
  if (stopped || receipts) return (stopped ?? receipts) as Stop;
  const value = endValue(before, walk.journey, end as End, walk.useName, saved);
  const exit = exitOf(walk, end as End);
  if (saved.length > 0) walk.tell(`${cli.onboard.result.saved}: ${saved.join(', ')}`);
  if (sensor && undone && exit === 0) walk.tell(cli.onboard.result.goodPractice, 'green');
  return { value, exit: undone ? exit : 1, lines: [] };
}

/** All steps up to the result; what stopped them, if anything did. */
async function goThrough(walk: Walk, where: string, sensor: PracticeSensor | null): Promise<Stop | null> {
  const before: (() => Promise<Stop | null>)[] = [
    () => address(walk, where),
    () => download(walk),
    async () => checkWantedName(walk),
    () => compare(walk, sensor ? practiceFingerprint(walk, sensor) : null),
    // The verdict before anything is changed, and whether something here vouches for the sensor already.
    async () => stopOf(await walk.act({ type: 'check-name' })),
    () => exportFiles(walk),
    () => importTrust(walk),
  ];
  for (const step of before) {
    const stop = await step();
    if (stop) return stop;
  }
  const found = await checkName(walk);
  return 'error' in found ? found : hosts(walk, found);
}

const stopOf = (result: Result<void>): Stop | null => (result.ok ? null : result);

/** The practice sensor ends with the command: trust in it, and a line that leads to it, must not stay. */
async function takeBack(walk: Walk, where: string): Promise<boolean> {
  const words = cli.onboard.result;
  walk.world.seen.forget(where);
  const changed = walk.journey.done.changes.length > 0;
  // Not with the command's own signal: after Ctrl-C there is still something to take back.
  const undone = changed ? await walk.act({ type: 'undo' }, new AbortController().signal) : ok(undefined);
  const clean = undone.ok && (!changed || walk.journey.done.undoVerified === true);
  walk.say(['']);
  if (!undone.ok) walk.fail(undone.error);
  walk.tell(clean ? (changed ? words.undone : words.nothingToUndo) : words.undoneNot, clean ? undefined : 'red');
  return clean;
}

/** At a terminal the changes can be taken back at once. True: what was asked for was done. */
async function offerUndo(walk: Walk): Promise<boolean> {
  const words = cli.onboard;
  if (!walk.asker || walk.options.yes || walk.journey.done.changes.length === 0) return true;
  const answer = await walk.ask(words.ask.keep);
  if (answer?.toLowerCase() !== 'u') return true;
  const undone = await walk.act({ type: 'undo' });
  if (!undone.ok) walk.fail(undone.error);
  const clean = undone.ok && walk.journey.done.undoVerified === true;
  walk.tell(clean ? words.result.undone : words.result.undoneNot, clean ? undefined : 'red');
  return clean;
}

async function saveReceipts(walk: Walk): Promise<Stop | null> {
  if (walk.options.out === undefined) return null;
  for (const format of ['html', 'json'] as const) {
    const saved = await walk.act({ type: 'save-receipt', format });
    if (!saved.ok) return saved;
  }
  return null;
}

/** What the practice sensor, or its PKI desk, would tell another way for the certificate that is to be compared. */
function practiceFingerprint(walk: Walk, sensor: PracticeSensor): string {
  const ca = sensor.caFiles();
  return walk.journey.compare?.role === 'root-ca' && ca ? thumbprints(ca.root).sha256 : sensor.fingerprint;
}

export const onboard: Command = {
  word: 'onboard',
  options: [
    { name: 'practice' },
    { name: 'state', value: 'NAME' },
    { name: 'yes' },
    { name: 'fingerprint', value: 'HEX' },
    { name: 'accept-risk' },
    storeOption,
    { name: 'ca', value: 'FILE', many: true },
    { name: 'name', value: 'NAME' },
    { name: 'override' },
    { name: 'proxy', value: 'HOST:PORT' },
    { name: 'out', value: 'DIR' },
    { name: 'force' },
  ],
  run,
};
