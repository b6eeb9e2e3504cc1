// Facts for the scripts, made by the code that makes them in the app, over a hosts file in a temporary folder.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Planned } from '../../../main/journal/changes.ts';
import { scriptFacts } from '../../../main/journeys/plan-script.ts';
import type { ScriptCertificate, ScriptFacts } from '../../../main/kit/script/facts.ts';
import type { World } from '../../../main/privileged/apply.ts';
import { describe as described, inverseOf, type Operation } from '../../../main/privileged/operations.ts';
import { ok, type Result } from '../../../preload/contract/result.ts';

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.facts)}`);
  return result.value;
};

export class HostsBench {
  readonly folder = mkdtempSync(join(tmpdir(), "certwright it's $(a) script-"));
  readonly file = join(this.folder, 'hosts');
  readonly backups = join(this.folder, 'copies');
  readonly world: World;

  constructor(text: string, platform: NodeJS.Platform = 'linux') {
    this.set(text);
    this.world = {
      platform,
      now: () => new Date('2026-11-22T10:00:00Z'),
      storeOf: () => null,
      hostsFile: () => ok(this.file),
      hostsNeedRights: async () => false,
      backupDir: () => ok(this.backups),
    };
  }

  set(text: string): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.file, text, 'latin1');
  }

  get(): string {
    return readFileSync(this.file, 'latin1');
  }

  async facts(operations: readonly Operation[]): Promise<Result<ScriptFacts>> {
    const facts = await scriptFacts(planned(operations), this.world, {
      name: 'certwright-change-2026-11-22.sh',
      isAdministrator: false,
    });
    if (facts.ok && !facts.value) throw new Error('no script');
    return facts as Result<ScriptFacts>;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const planned = (operations: readonly Operation[]): Planned[] =>
  operations.map((operation) => ({
    operation,
    inverse: inverseOf(operation),
    what: described(operation, 'hosts'),
    needsRights: false,
  }));

export const line = (
  name: string,
  address = '192.0.2.7',
  more: { override?: boolean; before?: string } = {},
): Operation => ({
  kind: 'hosts-add',
  name,
  address,
  tag: 'journey1',
  before: more.before ?? null,
  override: more.override ?? false,
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: what looks like a template is the shell's own
/** What tries to be more than text in either shell: quotes of every kind, substitutions, ends of line, escapes. */
export const hostile = [
  "CN=it's; touch pwned",
  'CN="quoted" `touch pwned` $(touch pwned) ${HOME}',
  'CN=first\nsecond; touch pwned\r\n#third\u2028fourth',
  'CN=\u2018curly\u2019; Remove-Item C:\\ \u201atoo\u201b \u201cdouble\u201d \u201e',
  "CN=back\\slash\\' \\n \\x41 \\0101 %s %d %",
  "'@\n'@; exit 9; @'",
  'CN=M\u00fcller \u0416 \ud83d\udd11 \ud800 lone',
  '-n --undo',
  '#> <# ; & | && || > pwned < \0 \u001b[2J \u0007',
  "''' ''",
  '',
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

export const certificate = (subject: string, more: Partial<ScriptCertificate> = {}): ScriptCertificate => ({
  act: 'add',
  store: 'windows-machine',
  location: 'Cert:\\LocalMachine (Root, CA)',
  scope: 'machine',
  place: 'root',
  role: 'root-ca',
  sha256: 'AB'.repeat(32),
  sha1: 'CD'.repeat(20),
  der: Buffer.from('not looked at').toString('base64'),
  subject,
  ...more,
});
