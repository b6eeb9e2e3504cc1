// `thumbprint FILE…`: SHA-1 and SHA-256 of each certificate, as Windows and appliances show them.
import { cli } from '../../assets/text/en/cli.ts';
import { commonName } from '../../assets/text/facts.ts';
import { filesOf } from '../files/folders.ts';
import { insteadOf } from '../pki/files/certificates.ts';
import type { ReadFile } from '../pki/files/read.ts';
import { passphraseOf } from './choice.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { readGiven } from './given.ts';
import { plain, table } from './paint.ts';
import { type Said, sayError } from './say.ts';

type Entry = { file: string; sha1?: string; sha256?: string; error?: Said };

type Named = { entry: Entry; name: string };

/** One entry a certificate, and one for each thing that cannot be read; a file with neither says what it holds. */
async function entriesOf(file: string, passphrase: string | undefined): Promise<Named[]> {
  const given = await readGiven(file, passphrase);
  const { objects, problems }: Pick<ReadFile, 'objects' | 'problems'> = given.ok
    ? given.read
    : { objects: [], problems: [given.error] };
  const certificates = objects.filter((each) => each.kind === 'certificate');
  const [other] = objects;
  const none = other && certificates.length + problems.length === 0 ? insteadOf(other) : null;
  return [
    ...certificates.map(({ item }) => ({ entry: { file, ...item.fingerprints }, name: commonName(item) })),
    ...[...problems, ...(none ? [none] : [])].map((error) => ({ entry: { file, error: sayError(error) }, name: '' })),
  ];
}

async function run(call: Call): Promise<Outcome> {
  if (call.args.length === 0) return wrongUse(cli.wrong.missingArgument('FILE'), cli.wrong.seeHelp('thumbprint'));
  const passphrase = passphraseOf(call, 'passphrase-env');
  if (!passphrase.ok) return passphrase.outcome;
  const files: Entry[] = [];
  const lines: string[] = [];
  for (const file of await filesOf(call.args)) {
    for (const { entry, name } of await entriesOf(file, passphrase.value)) {
      const { sha1, sha256, error } = entry;
      files.push(entry);
      lines.push(`${call.paint.bold(plain(file))}  ${plain(name)}`.trimEnd());
      if (error) lines.push(`  ${call.paint.red(cli.error)} ${plain(error.message)}`, `  ${plain(error.hint)}`);
      else
        lines.push(
          ...table(
            [
              [cli.certificate.sha1, sha1 ?? ''],
              [cli.certificate.sha256, sha256 ?? ''],
            ],
            '  ',
          ),
        );
    }
  }
  return { value: { files }, exit: files.some(({ error }) => error) ? 2 : 0, lines };
}

export const thumbprint: Command = { word: 'thumbprint', options: [{ name: 'passphrase-env', value: 'NAME' }], run };
