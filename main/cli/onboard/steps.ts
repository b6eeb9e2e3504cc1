// Steps 1 to 5 in the terminal: from the address to a trusted certificate. Each says what it found out and asks before
// it changes anything.
import { cli } from '../../../assets/text/en/cli.ts';
import { trust } from '../../../assets/text/en/trust.ts';
import { commonName } from '../../../assets/text/facts.ts';
import { fail } from '../../../preload/contract/result.ts';
import type { ChainNote, ExportFormat, PlanEntry, StoreView } from '../../../preload/contract/trust-journey.ts';
import { groupHex } from '../../pki/certificate/fingerprint.ts';
import { certificateLines } from '../certificate-text.ts';
import { readInput } from '../files.ts';
import { plain, table } from '../paint.ts';
import { isHopeless } from './useless.ts';
import type { Stop, Walk } from './walk.ts';

const words = cli.onboard;
/** Notes about the chain that only explain; the others are worth a colour. */
const harmless: ReadonlySet<ChainNote> = new Set(['self-signed-leaf', 'root-not-sent']);

export async function address(walk: Walk, text: string): Promise<Stop | null> {
  walk.begin('address');
  const set = await walk.act({ type: 'set-address', address: text, proxy: walk.options.proxy ?? null });
  if (!set.ok) return set;
  walk.answer('address');
  return null;
}

export async function download(walk: Walk): Promise<Stop | null> {
  walk.begin('download');
  const done = await walk.act({ type: 'download' });
  if (!done.ok) return done;
  walk.answer('download');
  const view = walk.journey.download;
  if (!view) throw new Error('downloaded nothing');
  const { clock } = view;
  const probeWords = cli.probe;
  const rows = [
    [probeWords.connection, `${view.protocol}, ${view.cipher}${view.remoteAddress ? `, ${view.remoteAddress}` : ''}`],
    [probeWords.clockLabel, clock ? probeWords.clock(clock.server, clock.skewSeconds) : probeWords.noClock],
    [
      probeWords.chainLabel,
      view.chainAsSent ? probeWords.asSent(view.chain.length) : probeWords.notAsSent(view.chain.length),
    ],
  ];
  walk.say([
    '',
    ...table(
      rows.map(([label = '', value = '']) => [walk.paint.dim(label), plain(value)]),
      '  ',
    ),
  ]);
  for (const [index, { item }] of view.chain.entries()) {
    walk.say(['', ...certificateLines(item, walk.now(), walk.paint, index + 1)]);
  }
  if (view.notes.length > 0) walk.say(['']);
  for (const note of view.notes) {
    const { title, text } = trust.chainNotes[note](view);
    walk.tell(`${title}: ${text}`, harmless.has(note) ? undefined : 'yellow');
  }
  return null;
}

/** In two lines, as nobody compares sixty-four digits in one. */
const fingerprintRows = (sha256: string, paint: (text: string) => string): [string, string][] => [
  ['SHA-256', paint(groupHex(sha256.slice(0, 32)))],
  ['', paint(groupHex(sha256.slice(32)))],
];

/** `practiceFingerprint`: what stands on the practice sensor's own screen; null for a real sensor. */
export async function compare(walk: Walk, practiceFingerprint: string | null): Promise<Stop | null> {
  walk.begin('compare');
  // Before the question, since it decides it: a CA from the admin's own file needs no comparison, one from the sensor does.
  if (walk.caFiles.length > 0) {
    const added = await walk.act({ type: 'add-ca-file' });
    if (!added.ok) return added;
  }
  const view = walk.journey.compare;
  if (!view) throw new Error('nothing to compare');
  walk.tell(trust.compare.about(view.role, view.subject));
  walk.say(table([...fingerprintRows(view.sha256, walk.paint.bold), ['SHA-1', groupHex(view.sha1)]], '  '));
  if (view.changedFrom) {
    walk.tell(`${trust.compare.changedTitle}. ${trust.compare.changedText(view.changedFrom.seenAt)}`, 'red');
    walk.tell(`${trust.compare.earlier}: ${groupHex(view.changedFrom.sha256)}`);
  }
  const stop = await decide(walk, practiceFingerprint);
  if (!stop) walk.answer('compare');
  return stop;
}

async function decide(walk: Walk, practiceFingerprint: string | null): Promise<Stop | null> {
  const { fingerprint, acceptRisk, yes } = walk.options;
  const changed = walk.journey.compare?.changedFrom !== null;
  const given = fingerprint ?? (yes || !walk.asker ? practiceFingerprint : null);
  if (practiceFingerprint) {
    walk.tell(words.practiceFingerprint);
    walk.say(table(fingerprintRows(practiceFingerprint, walk.paint.bold), '  '));
  }
  if (given) return compareWith(walk, given);
  if (acceptRisk && changed && !walk.asker)
    return { error: { code: 'certificate-changed', ...words.changedNeedsFingerprint } };
  if (acceptRisk && !changed) return acceptTheRisk(walk);
  if (!walk.asker) return { error: { code: 'undecided', ...words.undecided.compare } };
  for (;;) {
    const answer = await walk.ask(practiceFingerprint ? words.ask.practiceFingerprint : words.ask.fingerprint);
    if (answer === null) return fail('cancelled', {});
    if (answer.toLowerCase() === 'h') {
      walk.guide('compare');
      continue;
    }
    if (answer.toLowerCase() === 'r') {
      walk.tell(trust.compare.riskText);
      if ((await walk.ask(words.ask.risk))?.toLowerCase() === 'yes') return acceptTheRisk(walk);
      continue;
    }
    const compared = await walk.act({ type: 'compare-fingerprint', text: answer || (practiceFingerprint ?? '') });
    if (!compared.ok) walk.show(compared.error);
    else if (walk.journey.compare?.decision) return null;
    else mismatch(walk);
  }
}

async function compareWith(walk: Walk, text: string): Promise<Stop | null> {
  const compared = await walk.act({ type: 'compare-fingerprint', text });
  if (!compared.ok) return compared;
  if (walk.journey.compare?.decision) return null;
  mismatch(walk);
  return { error: { code: 'wrong-fingerprint', ...words.wrongFingerprint } };
}

function mismatch(walk: Walk): void {
  const { isLeaf } = walk.journey.compare?.mismatch ?? { isLeaf: false };
  walk.tell(
    `${trust.compare.mismatchTitle}. ${isLeaf ? trust.compare.leafInstead : trust.compare.mismatchText}`,
    'red',
  );
}

async function acceptTheRisk(walk: Walk): Promise<Stop | null> {
  const sha256 = walk.journey.compare?.sha256 ?? '';
  const accepted = await walk.act({ type: 'accept-risk', sha256 });
  return accepted.ok ? null : accepted;
}

const exportFormats: readonly ExportFormat[] = ['der', 'pem', 'pkcs7'];

/** Only with --out; otherwise it is said how. */
export async function exportFiles(walk: Walk): Promise<Stop | null> {
  walk.begin('export');
  if (walk.options.out === undefined) {
    walk.tell(words.exportSkipped);
    return null;
  }
  for (const format of exportFormats) {
    const saved = await walk.act({ type: 'export', format });
    if (!saved.ok) return saved;
    walk.answer('export');
  }
  return null;
}

export async function importTrust(walk: Walk): Promise<Stop | null> {
  walk.begin('import');
  if (isHopeless(walk)) {
    walk.tell(words.inVain);
    return null;
  }
  const added = await addCaFiles(walk);
  if (added) return added;
  const looked = await walk.act({ type: 'read-stores' });
  if (!looked.ok) return looked;
  const view = walk.journey.import;
  const state = () => walk.journey.steps.find(({ id }) => id === 'import')?.state;
  if (!view || view.missing || state() === 'done' || state() === 'not-needed') {
    walk.answer('import');
    if (view?.missing && state() !== 'not-needed') walk.tell(trust.import.missingText(view.wanted));
    return null;
  }
  const store = view.stores.find(({ scope }) => scope === walk.options.scope);
  if (!store) {
    walk.tell(words.noStore(walk.options.scope), 'red');
    return null;
  }
  if (store.present && view.plan.every(({ sha256 }) => store.present?.includes(sha256))) {
    walk.tell(words.alreadyIn(store.location));
    walk.answer('import');
    return null;
  }
  for (const entry of view.plan) planned(walk, entry, store);
  const plan = view.plan.map(({ sha256 }) => sha256);
  const action = { type: 'import' as const, scope: store.scope, plan };
  const stop = await walk.change('import', words.importInto(store.location), action, { type: 'read-stores' });
  if (!stop) walk.answer('import');
  return stop;
}

function planned(walk: Walk, { item, role, sha256 }: PlanEntry, { location, readers, present }: StoreView): void {
  const there = present?.includes(sha256);
  const name = commonName(item);
  walk.tell(there ? trust.import.willSkip(name) : words.willAdd(name, location));
  walk.tell(trust.roleMeanings[role], role === 'root-ca' ? 'yellow' : undefined);
  if (!readers.includes('chromium')) walk.tell(words.notByBrowsers, 'yellow');
}

/** The files of --ca, then (at a terminal) those that are asked for while something is missing. */
async function addCaFiles(walk: Walk): Promise<Stop | null> {
  if (walk.caFiles.length > 0) {
    const added = await walk.act({ type: 'add-ca-file' });
    if (!added.ok) return added;
  }
  if (walk.journey.import?.missing && walk.practiceCa) {
    walk.tell(words.practiceCa);
    walk.caFiles.push(walk.practiceCa);
    const added = await walk.act({ type: 'add-ca-file' });
    if (!added.ok) return added;
  }
  // A path that the browser engine already trusts needs no file.
  const trustedAnyway = () => walk.journey.steps.find(({ id }) => id === 'import')?.state === 'not-needed';
  while (walk.journey.import?.missing && walk.asker && !walk.options.yes && !trustedAnyway()) {
    walk.answer('import');
    walk.tell(trust.import.missingText(walk.journey.import.wanted));
    const path = await walk.ask(words.ask.caFile);
    if (path === null) return fail('cancelled', {});
    if (path === '') return null;
    const read = await readInput(path.replace(/^(["'])(.*)\1$/, '$2'));
    if (read.ok) walk.caFiles.push({ name: path, bytes: read.value });
    const added = read.ok ? await walk.act({ type: 'add-ca-file' }) : read;
    if (added.ok) continue;
    walk.show(added.error);
  }
  return null;
}
