// `trust`: shows a certificate store, and puts one certificate into it or takes exactly one out. What a certificate is
// decides where it goes; a device's certificate that a CA issued goes nowhere, since trust comes from the CA.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cli } from '../../assets/text/en/cli.ts';
import { roleLabels, roleMeanings } from '../../assets/text/en/vocabulary.ts';
import { commonName } from '../../assets/text/facts.ts';
import type { CertificateItem, Role } from '../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type Entry, openJournal } from '../journal/journal.ts';
import { oursAmong } from '../journal/our-certificates.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { parseFingerprint } from '../pki/certificate/fingerprint.ts';
import { roleOf } from '../pki/certificate/roles.ts';
import { readCertificates } from '../pki/files/certificates.ts';
import type { Operation } from '../privileged/operations.ts';
import type { Place, TrustStore } from '../trust/trust-store.ts';
import { validity } from './certificate-text.ts';
import { type Call, type Command, type Io, type Outcome, wrongUse } from './command.ts';
import { journalFile, openMachine } from './desk.ts';
import { readInput } from './files.ts';
import { plain, table } from './paint.ts';
import { defaultScope, scopeOf, storeIn, storeOption } from './stores.ts';

const actions = ['list', 'add', 'remove'] as const;
type Action = (typeof actions)[number];
const isAction = (word: string | undefined): word is Action => actions.some((action) => action === word);

type Certificate = { der: Uint8Array; item: CertificateItem };
type Value = {
  changed: boolean;
  store: TrustStore['scope'];
  location: string;
  thumbprint: string;
  /** Null where nothing is known of the certificate, since it is not there. */
  role: 'ca' | 'leaf' | null;
  dryRun?: true;
};

/** The store's own sense: may it vouch for others, or only for itself? */
const kindOf = (role: Role): 'ca' | 'leaf' => (role === 'root-ca' || role === 'intermediate-ca' ? 'ca' : 'leaf');
const placeOf: Record<Exclude<Role, 'leaf'>, Place> = {
  'root-ca': 'root',
  'self-signed-leaf': 'root',
  'intermediate-ca': 'intermediate',
};

async function run(call: Call): Promise<Outcome> {
  const [word, argument, ...more] = call.args;
  const seeHelp = cli.wrong.seeHelp('trust');
  if (!isAction(word)) return wrongUse(cli.wrong.action(word, actions), seeHelp);
  const extra = word === 'list' ? argument : more[0];
  if (extra !== undefined) return wrongUse(cli.wrong.tooMany(extra), seeHelp);
  const scope = scopeOf(call, seeHelp);
  if ('error' in scope) return scope;
  const store = storeIn(scope.scope ?? defaultScope);
  if (!store) return fail('store-missing', { store: scope.scope ?? defaultScope, tool: process.platform });
  if (word === 'list') return list(store, call);
  if (argument === undefined) return wrongUse(cli.wrong.missingArgument(word === 'add' ? 'FILE' : 'SHA256'), seeHelp);
  return word === 'add' ? add(argument, store, call) : remove(argument, store, call);
}

async function list(store: TrustStore, { paint, now, io }: Call): Promise<Outcome> {
  const listed = await store.list();
  if (!listed.ok) return listed;
  const ours = oursAmong(await journalled(io), [{ store, found: listed.value }]);
  const certificates = listed.value.map(({ sha256, sha1, der, place, addedByUs }) => {
    const item = parseCertificate(der);
    const known = item.ok ? item.value : null;
    const added = ours.find((each) => each.sha256 === sha256 && each.place === place)?.added;
    return {
      thumbprint: sha256,
      sha1,
      place,
      role: known && kindOf(roleOf(known)),
      ...(addedByUs === undefined ? {} : { addedByUs }),
      ...(added ? { addedByUs: true, addedAt: added.at, sensor: added.sensor } : {}),
      ...(known ? { item: known } : {}),
    };
  });
  const words = cli.trust;
  const rows = certificates.map(({ thumbprint, item, addedByUs, addedAt, sensor }) => [
    item ? plain(commonName(item)) : words.unreadable,
    item ? roleLabels[roleOf(item)] : '',
    item ? validity(item, now(), paint) : '',
    addedByUs ? paint.green(plain(words.ours(addedAt ?? null, sensor ?? null))) : '',
    paint.dim(thumbprint),
  ]);
  const title = words.title(store.location, rows.length);
  const lines = rows.length > 0 ? [title, ...table([words.columns.map(paint.dim), ...rows], '  ')] : [title];
  return { value: { changed: false, store: store.scope, location: store.location, certificates }, exit: 0, lines };
}

/** What the journal has; looking makes none where there is none, and one that cannot be read tells nothing. */
async function journalled(io: Io): Promise<Entry[]> {
  const file = journalFile(io);
  if (!existsSync(file)) return [];
  const journal = await openJournal(file, { now: () => new Date() });
  return journal.ok ? journal.value.entries() : [];
}

/** The one certificate of a file that is meant. */
async function choose(file: string, call: Call): Promise<Result<Certificate> | Outcome> {
  const read = await readInput(file);
  if (!read.ok) return read;
  const { certificates, problems } = readCertificates(read.value, file);
  const [only, ...others] = certificates;
  if (!only) return { ok: false, error: problems[0] ?? fail('not-a-certificate', { looksLike: 'unknown' }).error };
  const text = call.text('pick');
  if (text === undefined && others.length === 0) return ok(only);
  const names = certificates.map(({ item }) => [
    item.fingerprints.sha256,
    roleLabels[roleOf(item)],
    plain(commonName(item)),
  ]);
  if (text === undefined)
    return wrongUse(cli.trust.several(certificates.length), cli.trust.pickOne(table(names, '  ')));
  const picked = parseFingerprint(text);
  if (!picked.ok) return picked;
  const { algorithm, hex } = picked.value;
  const found = certificates.find(({ item }) => item.fingerprints[algorithm] === hex);
  return found ? ok(found) : wrongUse(cli.trust.notInFile(hex), cli.trust.pickOne(table(names, '  ')));
}

async function add(file: string, store: TrustStore, call: Call): Promise<Outcome> {
  const chosen = await choose(file, call);
  if ('error' in chosen || !('ok' in chosen)) return chosen;
  const { der, item } = chosen.value;
  const role = roleOf(item);
  if (role === 'leaf') return fail('store-refuses-role', { store: store.location, role });
  const place = placeOf[role];
  if (!store.accepts(role, place)) return fail('store-refuses-role', { store: store.location, role });
  const { sha256 } = item.fingerprints;
  call.note(`${plain(commonName(item))}: ${roleMeanings[role]}`);
  if (Date.parse(item.notAfter) < call.now().getTime()) call.note(cli.trust.expired(item.notAfter));
  const der64 = Buffer.from(der).toString('base64');
  const operation: Operation = { kind: 'trust-add', store: store.id, der: der64, role, place };
  return carryOut([operation], { store, thumbprint: sha256, role: kindOf(role) }, call);
}

async function remove(text: string, store: TrustStore, call: Call): Promise<Outcome> {
  const given = parseFingerprint(text);
  if (!given.ok) return given;
  const { algorithm, hex } = given.value;
  // Two certificates with one SHA-1 can be made on purpose; which of them goes must not be left to chance.
  if (algorithm !== 'sha256') return fail('fingerprint-invalid', { length: hex.length, reason: 'length' });
  const listed = await store.list();
  if (!listed.ok) return listed;
  const there = listed.value.filter(({ sha256 }) => sha256 === hex);
  let comesBack = true;
  for (const { place } of there) {
    // Said before anybody is asked for rights, and in a dry run too.
    const stands = await store.asItStands(hex, place);
    if (!stands.ok) return stands;
    comesBack &&= stands.value !== 'unknown';
  }
  const ours = oursAmong(await journalled(call.io), [{ store, found: listed.value }]);
  const isOurs = ours.some(({ sha256 }) => sha256 === hex);
  const words = cli.trust;
  if (there.length > 0 && !isOurs)
    call.note(`${words.notOurs} ${comesBack ? words.canComeBack : words.cannotComeBack}`);
  if (there.length === 0) await tellOfOthers(hex, store, call);
  const item = there[0] && parseCertificate(there[0].der);
  const role = item?.ok ? kindOf(roleOf(item.value)) : null;
  const operations = there.map(({ place }) => ({ kind: 'trust-remove' as const, store: store.id, sha256: hex, place }));
  return carryOut(operations, { store, thumbprint: hex, role }, call);
}

/** Where else it is: somebody who looks for it in the wrong store is not done. */
async function tellOfOthers(hex: string, { scope }: TrustStore, call: Call): Promise<void> {
  const other = storeIn(scope === 'user' ? 'machine' : 'user');
  const found = await other?.find(hex);
  if (other && found?.ok && found.value) call.note(cli.trust.elsewhere(other.location, other.scope));
}

type About = { store: TrustStore; thumbprint: string; role: Value['role'] };

async function carryOut(operations: Operation[], { store, thumbprint, role }: About, call: Call): Promise<Outcome> {
  const desk = await openMachine(call.io);
  const dryRun = call.flag('dry-run');
  let changed = false;
  if (dryRun) {
    for (const operation of operations) {
      const right = await desk.door.isDone(operation);
      if (!right.ok) return right;
      changed ||= !right.value;
    }
  } else if (operations.length > 0) {
    const journey = `cli-${randomUUID().slice(0, 8)}`;
    const made = await desk.changes.make(journey, operations, { signal: call.io.signal });
    if (!made.ok) return made;
    changed = made.value.changed.includes(true);
  }
  const adding = operations.some(({ kind }) => kind === 'trust-add');
  const value: Value = {
    changed,
    store: store.scope,
    location: store.location,
    thumbprint,
    role,
    ...(dryRun ? { dryRun: true as const } : {}),
  };
  const words = cli.trust;
  const said = changed ? (dryRun ? words.would : words.did) : words.nothing;
  return { value, exit: 0, lines: [said[adding ? 'add' : 'remove'](store.location), `  SHA-256  ${thumbprint}`] };
}

export const trust: Command = {
  word: 'trust',
  options: [storeOption, { name: 'pick', value: 'SHA256' }, { name: 'dry-run' }],
  run,
};
