// `csr --check FOLDER`: a request package as it came off a stick, its files against its manifest, for the CA desk.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cli } from '../../assets/text/en/cli.ts';
import { readRequestPackage } from '../pki/requests/read-package.ts';
import type { PackageFile } from '../pki/requests/request-package.ts';
import type { Call, Outcome } from './command.ts';
import { packageFindingLines, packageFindingsSaid } from './csr-text.ts';
import { readInput } from './files.ts';
import { itemLines } from './item-text.ts';

/** The names of the files in a folder; null when it is no folder. */
const namesIn = async (folder: string): Promise<string[] | null> => {
  const inside = await readdir(folder, { withFileTypes: true }).catch(() => null);
  return inside === null ? null : inside.filter((each) => each.isFile()).map(({ name }) => name);
};

/** Null when what was named is no folder, and so no package. */
export async function checkPackage(call: Call, folder: string): Promise<Outcome | null> {
  const names = await namesIn(folder);
  if (names === null) return null;
  const files: PackageFile[] = [];
  for (const name of names) {
    const read = await readInput(join(folder, name));
    if (!read.ok) return { ...read, file: join(folder, name) };
    files.push({ name, bytes: read.value });
  }
  const { findings, request, manifest } = readRequestPackage(files);
  const bad = findings.some(({ state }) => state === 'bad');
  return {
    value: {
      ...(request ? { request } : {}),
      ...(manifest ? { manifest } : {}),
      findings: packageFindingsSaid(findings),
    },
    exit: bad ? 1 : 0,
    lines: [
      ...(request ? [...itemLines(request, call.now(), call.paint, 1), ''] : []),
      ...packageFindingLines(findings, call.paint),
      ...['', bad ? call.paint.red(cli.csr.packageBad) : call.paint.green(cli.csr.packageGood)],
    ],
  };
}
