// `thumbprint FILE…`: SHA-1 and SHA-256 of each certificate, as Windows and appliances show them.
import { cli } from '../../assets/text/en/cli.ts';
import { commonName } from '../../assets/text/facts.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { fail } from '../../preload/contract/result.ts';
import { filesOf } from '../files/folders.ts';
import { readCertificates } from '../pki/files/certificates.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { readInput } from './files.ts';
import { plain, table } from './paint.ts';
import { type Said, sayError } from './say.ts';

type Entry = { file: string; sha1?: string; sha256?: string; error?: Said };

/** One entry a certificate; a file without one is an entry with the reason. */
async function entriesOf(file: string): Promise<{ entries: Entry[]; names: string[] }> {
  const refuse = (error: AppError) => ({ entries: [{ file, error: sayError(error) }], names: [''] });
  const read = await readInput(file);
  if (!read.ok) return refuse(read.error);
  const { certificates, problems } = readCertificates(read.value, file);
  if (certificates.length === 0)
    return refuse(problems[0] ?? fail('not-a-certificate', { looksLike: 'unknown' }).error);
  return {
    entries: certificates.map(({ item }) => ({ file, ...item.fingerprints })),
    names: certificates.map(({ item }) => commonName(item)),
  };
}

async function run(call: Call): Promise<Outcome> {
  if (call.args.length === 0) return wrongUse(cli.wrong.missingArgument('FILE'), cli.wrong.seeHelp('thumbprint'));
  const files: Entry[] = [];
  const lines: string[] = [];
  for (const file of await filesOf(call.args)) {
    const { entries, names } = await entriesOf(file);
    files.push(...entries);
    for (const [index, { sha1, sha256, error }] of entries.entries()) {
      lines.push(`${call.paint.bold(plain(file))}  ${plain(names[index] ?? '')}`.trimEnd());
      if (error) lines.push(`  ${call.paint.red(cli.error)} ${error.message}`, `  ${error.hint}`);
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

export const thumbprint: Command = { word: 'thumbprint', options: [], run };
