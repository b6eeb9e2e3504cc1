// `probe HOST…`: what TLS servers show, several at once. It trusts nothing and changes nothing; with --out it saves
// the certificates beside what is there already, never over it.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cli } from '../../assets/text/en/cli.ts';
import { urlOf } from '../../assets/text/facts.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { CertificateItem } from '../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { writeFile } from '../files/write-file.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { toPemChain, toPkcs7 } from '../pki/files/write.ts';
import type { Address } from '../sensor/address.ts';
import { probe as look, type Probe } from '../sensor/probe.ts';
import { certificateLines } from './certificate-text.ts';
import { type Call, type Command, type ExitCode, type Outcome, wrongUse } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { plain, table } from './paint.ts';
import { type Said, sayError } from './say.ts';
import { addressesOf, networkOptions, type Reach, reachOf } from './targets.ts';

type Target = {
  host: string;
  port: number;
  reachable: boolean;
  tls?: string;
  cipher?: string;
  chain: CertificateItem[];
  chainAsSent?: boolean;
  remoteAddress?: string | null;
  serverTime?: string | null;
  clockSkewSeconds?: number;
  files?: string[];
  error?: Said;
};
type Looked = { target: Target; failed: AppError | null };

/** At the same time: enough to hide waiting, few enough for a small firewall. */
const atOnce = 8;

/** Did something answer there, though not with a certificate that could be had? */
const answered = (error: AppError): boolean =>
  ['not-tls', 'tls-too-old', 'tls-failed', 'connection-closed'].includes(error.code) ||
  (error.code === 'timed-out' && error.facts.stage === 'handshake');

async function lookAt(address: Address, reach: Reach, call: Call): Promise<Looked> {
  const { host, port } = address;
  const servername = call.text('servername');
  const seen = await look({ host, port }, { ...reach, ...(servername === undefined ? {} : { servername }) });
  if (!seen.ok) {
    const { error } = seen;
    return { target: { host, port, reachable: answered(error), chain: [], error: sayError(error) }, failed: error };
  }
  const { protocol, cipher, chain, chainAsSent, remoteAddress, clock } = seen.value;
  const items: CertificateItem[] = [];
  let failed: AppError | null = null;
  for (const der of chain) {
    const item = parseCertificate(der);
    if (item.ok) items.push(item.value);
    else failed ??= item.error;
  }
  const out = call.text('out');
  const files = out === undefined ? null : await save(out, address, seen.value, call.flag('force'));
  if (files && !files.ok) failed ??= files.error;
  const target: Target = {
    host,
    port,
    reachable: true,
    tls: protocol,
    cipher,
    chain: items,
    chainAsSent,
    remoteAddress,
    serverTime: clock?.server ?? null,
    ...(clock ? { clockSkewSeconds: clock.skewSeconds } : {}),
    ...(files?.ok ? { files: files.value } : {}),
    ...(failed ? { error: sayError(failed) } : {}),
  };
  return { target, failed };
}

/** The leaf as DER `.cer`, the chain as it was sent as `.pem` and `.p7b`; all three, or none where one is there. */
async function save(
  folder: string,
  { host, port }: Address,
  { chain }: Probe,
  force: boolean,
): Promise<Result<string[]>> {
  const [leaf] = chain;
  if (!leaf) throw new Error('a probe without a leaf');
  const base = `${host.replace(/[^a-z0-9.-]/gi, '-')}${port === 443 ? '' : `-${port}`}`;
  const contents: [string, Uint8Array][] = [
    ['cer', leaf],
    ['pem', new TextEncoder().encode(toPemChain(chain))],
    ['p7b', toPkcs7(chain)],
  ];
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return fail('write-failed', { file: folder, detail: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
  const files = contents.map(([ending, bytes]) => ({ file: join(folder, `${base}.${ending}`), bytes }));
  const there = force ? undefined : files.find(({ file }) => existsSync(file));
  if (there) return fail('file-exists', { file: there.file });
  for (const { file, bytes } of files) {
    const wrote = await writeFile(file, bytes, { overwrite: force });
    if (!wrote.ok) return wrote;
  }
  return ok(files.map(({ file }) => file));
}

/** Runs `work` over all, `atOnce` of them at a time, and keeps the order. */
async function pooled<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at] as T);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return results;
}

function linesOf(target: Target, { paint, now }: Call): string[] {
  const words = cli.probe;
  const head = paint.bold(urlOf(target));
  if (!target.tls)
    return [`${head}  ${paint.red(words.noCertificate)}`, `  ${target.error?.message}`, `  ${target.error?.hint}`, ''];
  const order = target.chainAsSent ? words.asSent(target.chain.length) : words.notAsSent(target.chain.length);
  const skew = target.clockSkewSeconds;
  const clock = target.serverTime ? words.clock(target.serverTime, skew ?? 0) : words.noClock;
  const facts = table(
    [
      [
        words.connection,
        `${target.tls}, ${target.cipher ?? ''}${target.remoteAddress ? `, ${target.remoteAddress}` : ''}`,
      ],
      [words.clockLabel, clock],
      [words.chainLabel, order],
      ...(target.files ? [[words.filesLabel, target.files.map(plain).join(', ')]] : []),
    ].map(([label = '', value = '']) => [paint.dim(label), value]),
    '  ',
  );
  const chain = target.chain.flatMap((item, index) => ['', ...certificateLines(item, now(), paint, index + 1)]);
  const problem = target.error
    ? ['', `  ${paint.red(cli.error)} ${target.error.message}`, `  ${target.error.hint}`]
    : [];
  return [head, ...facts, ...chain, ...problem, ''];
}

/** 1 says "bad"; a target that only ran out of time may be good another time, so that has its own code. */
function exitOf(looked: readonly Looked[]): ExitCode {
  const failures = looked.flatMap(({ failed }) => failed ?? []);
  if (failures.length === 0) return 0;
  const unwritten = failures.find(({ code }) => code === 'file-exists' || code === 'write-failed');
  if (unwritten) return exitCodeOf(unwritten);
  return failures.every(({ code }) => code === 'timed-out' || code === 'cancelled') ? 4 : 1;
}

async function run(call: Call): Promise<Outcome> {
  if (call.args.length === 0) return wrongUse(cli.wrong.missingArgument('HOST'), cli.wrong.seeHelp('probe'));
  const addresses = addressesOf(call.args);
  if (!addresses.ok) return addresses;
  const settings = reachOf(call);
  if ('error' in settings) return settings;
  const looked = await pooled(addresses.value, (address) => lookAt(address, settings.reach, call));
  if (call.io.signal.aborted) return fail('cancelled', {});
  return {
    value: { targets: looked.map(({ target }) => target) },
    exit: exitOf(looked),
    lines: looked.flatMap(({ target }) => linesOf(target, call)),
  };
}

export const probe: Command = {
  word: 'probe',
  options: [{ name: 'servername', value: 'NAME' }, ...networkOptions, { name: 'out', value: 'DIR' }, { name: 'force' }],
  run,
};
