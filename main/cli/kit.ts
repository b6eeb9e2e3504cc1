// `kit --crt F --key F --out DIR`: the folder with exactly the files that the appliance's form asks for, out of files in
// any format. It is read back and checked; where the appliance would refuse it all the same, nothing is written.
import { join } from 'node:path';
import { cli } from '../../assets/text/en/cli.ts';
import { uploadKit as words } from '../../assets/text/en/upload-kit.ts';
import { consoleScreenSchema } from '../../preload/contract/deploy-journey.ts';
import type { Precheck } from '../../preload/contract/precheck.ts';
import { type Failure, fail, ok } from '../../preload/contract/result.ts';
import type { KitPassphrase, UploadKit } from '../../preload/contract/upload-kit.ts';
import { precheck } from '../acceptance/precheck.ts';
import type { Profile } from '../acceptance/profile-schema.ts';
import { precheckInputOf, uploadSetOf } from '../acceptance/slots.ts';
import { judgePlan, type KitWorld, planKitOf, writeKit } from '../kit/upload-kit.ts';
import { type Address, parseAddress } from '../sensor/address.ts';
import { bareHost } from './bare-host.ts';
import { choice, newPassphraseOf, passphraseOf } from './choice.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { precheckLines, precheckValue } from './findings-text.ts';
import { columnsOf, plain, table } from './paint.ts';
import { profileOf } from './profile-choice.ts';
import { fetchedLists, type UploadFiles, uploadFiles, uploadOptions } from './upload-files.ts';
import { type Validation, validationOf } from './validation.ts';

type Words = {
  out: string;
  name: string | undefined;
  address: Address | null;
  screen: 'first-login' | 'system-settings';
  passphrase: string | null;
  newPassphrase: KitPassphrase;
  profile: Profile;
};

const wantedOf = (call: Call, passphrase: string | undefined): KitPassphrase =>
  passphrase !== undefined ? { kind: 'new', passphrase } : { kind: call.flag('no-passphrase') ? 'none' : 'keep' };

async function readWords(call: Call): Promise<{ ok: true; value: Words } | { ok: false; outcome: Outcome }> {
  const hint = cli.wrong.seeHelp('kit');
  const wrong = (message: string) => ({ ok: false as const, outcome: wrongUse(message, hint) });
  const [extra] = call.args;
  if (extra !== undefined) return wrong(cli.wrong.tooMany(extra));
  const out = call.text('out');
  if (call.text('crt') === undefined) return wrong(cli.wrong.missingOption('--crt'));
  if (out === undefined) return wrong(cli.wrong.missingOption('--out'));
  if (call.flag('no-passphrase') && call.text('out-passphrase-env') !== undefined)
    return wrong(cli.wrong.notTogether('--no-passphrase', '--out-passphrase-env'));
  const name = bareHost(call, 'name');
  const screen = choice(call, 'screen', consoleScreenSchema.options);
  const passphrase = passphraseOf(call, 'passphrase-env');
  const newPassphrase = newPassphraseOf(call);
  if (!name.ok) return name;
  if (!screen.ok) return screen;
  if (!passphrase.ok) return passphrase;
  if (!newPassphrase.ok) return newPassphrase;
  const typed = call.text('address');
  const address = typed === undefined ? ok(null) : parseAddress(typed);
  if (!address.ok) return { ok: false, outcome: address };
  const profile = await profileOf(call);
  if (!profile.ok) return profile;
  return {
    ok: true,
    value: {
      out,
      name: name.value,
      address: address.value,
      screen: screen.value ?? 'system-settings',
      passphrase: passphrase.value || null,
      newPassphrase: wantedOf(call, newPassphrase.value),
      profile: profile.value,
    },
  };
}

const kitValue = (kit: UploadKit, out: string, check: object) => ({
  files: kit.files.map(({ name, what, sha256 }) => ({ file: join(out, name), what, sha256 })),
  manifest: join(out, kit.files.find(({ what }) => what === 'manifest')?.name ?? ''),
  check,
});

/** What a person should know about the new key. */
function warn(call: Call, { files, locked, openToOthers }: UploadKit, out: string): void {
  const key = plain(join(out, files.find(({ what }) => what === 'key')?.name ?? ''));
  const careful = (text: string) => call.note(call.paint.yellow(`${cli.warning} ${text}`));
  if (!locked) careful(cli.kit.keyInClear(key));
  if (openToOthers) careful(cli.convert.notPrivate(key));
}

/** Names of files as they were named here, and no advice to overwrite a key. */
function told(failure: Failure, out: string): Outcome {
  const { error } = failure;
  if (error.code === 'file-exists')
    return { ...fail('file-exists', { file: join(out, error.facts.file) }), hint: cli.kit.existsHint };
  return failure;
}

async function run(call: Call): Promise<Outcome> {
  const read = await readWords(call);
  if (!read.ok) return read.outcome;
  const given = read.value;
  const files = await uploadFiles(call, given.passphrase, 'by-content');
  if (!files.ok) return files;
  const { placement, fileOf } = files.value;
  const fetched = await fetchedLists(call, placement);
  if (!fetched.ok) return fetched;

  const [validation, at] = [call.flag('crl-validation'), call.now()];
  const host = given.name ?? given.address?.host ?? null;
  const known = { host, fetched: fetched.value, served: null, others: null };
  const source = precheckInputOf(placement, { ...known, passphrase: given.passphrase, validation, at });
  const { name, address, newPassphrase, passphrase, profile, screen } = given;
  const planned = planKitOf(placement, {
    passphrase,
    wanted: newPassphrase,
    profile,
    screen,
    baseName: null,
    sensor: { name: name ?? null, address: address && { host: address.host, port: address.port } },
    validation,
    validationStated: validation,
    at,
  });
  if (!planned.ok) {
    // The check of the files tells more than the one reason why they make no kit.
    const check = precheck(source, given.profile);
    const sources = planned.error.code === 'kit-impossible' && check.verdict === 'reject';
    const said = validationOf(call, check, () => precheck({ ...source, validation: true }, given.profile));
    return sources ? nothingWritten(call, check, fileOf, said) : planned;
  }
  const world: KitWorld = { ...known, crls: source.crls };
  const made = judgePlan(planned.value, world);
  const validating = { ...planned.value, content: { ...planned.value.content, validation: true } };
  const said = validationOf(call, made, () => judgePlan(validating, world));
  if (made.verdict === 'reject' && !call.flag('allow-rejected'))
    return nothingWritten(call, made, sourceOf(call), said);
  const wrote = await writeKit(given.out, planned.value, world);
  if (!wrote.ok) return told(wrote, given.out);
  const kit = wrote.value;
  warn(call, kit, given.out);
  const left = uploadSetOf(placement).leftOver;
  if (left.length > 0) call.note(cli.kit.leftOver(left.map(plain)));
  const rows = kit.files.map(({ name, what }) => [plain(name), words.what[what]]);
  const inKit: FileOf = ({ file, part }) => (file === null ? part : join(given.out, file));
  return {
    value: kitValue(kit, given.out, precheckValue(kit.check, inKit, said)),
    exit: kit.check.verdict === 'reject' ? 1 : 0,
    lines: [
      cli.kit.written(call.paint.bold(plain(given.out))),
      ...table(rows, '  '),
      '',
      ...linesOf(call, kit.check, inKit, said),
    ],
  };
}

type FileOf = UploadFiles['fileOf'];

/** Of a kit that is not written, each part by the file that it was to come from. */
const sourceOf =
  (call: Call): FileOf =>
  ({ file, part }) =>
    (file === null ? undefined : (call.text(part) ?? call.list(part)[0] ?? call.text('crt'))) ?? part;

const linesOf = (call: Call, check: Precheck, fileOf: FileOf, validation: Validation): string[] =>
  precheckLines(check, fileOf, { paint: call.paint, columns: columnsOf(call.io.stdout), validation });

const nothingWritten = (call: Call, check: Precheck, fileOf: FileOf, validation: Validation): Outcome => ({
  value: { files: [], manifest: null, check: precheckValue(check, fileOf, validation) },
  exit: 1,
  lines: [cli.kit.nothingWritten, '', ...linesOf(call, check, fileOf, validation)],
});

export const kit: Command = {
  word: 'kit',
  options: [
    ...uploadOptions,
    { name: 'out', value: 'DIR' },
    { name: 'name', value: 'NAME' },
    { name: 'address', value: 'HOST[:PORT]' },
    { name: 'screen', value: 'SCREEN' },
    { name: 'out-passphrase-env', value: 'NAME' },
    { name: 'no-passphrase' },
    { name: 'allow-rejected' },
  ],
  run,
};
