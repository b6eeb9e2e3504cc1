// Step 8 in the terminal: what the end is worth, what was changed, and what is still missing. Good is only what was
// seen to work: Chromium's verdict, or without Chromium a TLS connection by Node, told apart.
import { cli } from '../../../assets/text/en/cli.ts';
import { trust } from '../../../assets/text/en/trust.ts';
import { urlOf } from '../../../assets/text/facts.ts';
import type { TrustJourney, Verdict } from '../../../preload/contract/trust-journey.ts';
import { thumbprints } from '../../pki/certificate/fingerprint.ts';
import { parseProxy } from '../../sensor/address.ts';
import type { ExitCode } from '../command.ts';
import { exitCodeOf } from '../exit-code.ts';
import { table } from '../paint.ts';
import { explain } from '../say.ts';
import { connectByNode, trustedCertificates } from './node-connection.ts';
import type { Walk } from './walk.ts';

const words = cli.onboard;

export type NodeCheck = { url: string; ok: boolean; code: string; why: string | null };
export type Missing = keyof typeof words.result.missing;

export type End = {
  /** Opens without a warning, by the word of `checkedBy`. */
  url: string | null;
  checkedBy: 'chromium' | 'node' | null;
  /** Null where Chromium was asked instead, or there is no name to open. */
  node: NodeCheck | null;
  missing: Missing[];
};

const nodeTimeout = 15_000;

async function askNode(walk: Walk): Promise<NodeCheck | null> {
  const { address, download } = walk.journey;
  const leaf = download?.chain[0];
  if (!address || !leaf || walk.useName === null) return null;
  const proxy = address.proxy === null ? null : parseProxy(address.proxy);
  const target = { host: address.host, port: address.port };
  const connected = await connectByNode({
    host: walk.useName,
    port: address.port,
    sha256: leaf.item.fingerprints.sha256,
    trusted: await anchorsFor(walk),
    proxy: proxy?.ok ? { proxy: proxy.value, target } : null,
    timeoutMs: nodeTimeout,
    signal: walk.io.signal,
  });
  const url = urlOf({ host: walk.useName, port: address.port });
  if (!connected.ok) return { url, ok: false, code: connected.error.code, why: explain(connected.error).what };
  const { code } = connected.value;
  return { url, ok: code === 'OK', code, why: code === 'OK' ? null : words.node.reason(code) };
}

/**
 * The plan's certificates, where they are in the stores; else all that the stores hold. OpenSSL takes the first issuer
 * whose name fits, so an older certificate of the same name, left by another sensor, would hide the right one.
 */
async function anchorsFor({ world, journey }: Walk): Promise<Uint8Array[]> {
  const found = await trustedCertificates(world.stores);
  const planned = new Set(journey.import?.plan.map(({ sha256 }) => sha256));
  const own = found.filter((der) => planned.has(thumbprints(der).sha256));
  return own.length > 0 ? own : found;
}

function whatIsMissing(walk: Walk, node: NodeCheck | null): Missing[] {
  const { journey } = walk;
  const missing: Missing[] = [];
  const imported = journey.steps.find(({ id }) => id === 'import')?.state;
  if (imported !== 'done' && imported !== 'not-needed') missing.push(journey.import?.missing ? 'ca' : 'trust');
  if (walk.useName === null) missing.push('name');
  else if (journey.hosts && !journey.hosts.alreadyRight) missing.push('hosts');
  // Whatever else it is: the connection itself was tried, and says no.
  if (missing.length === 0 && node && !node.ok) missing.push('connection');
  return missing.length > 0 ? missing : ['connection'];
}

export async function findEnd(walk: Walk): Promise<End> {
  const { url } = walk.journey.done;
  if (url) return { url, checkedBy: 'chromium', node: null, missing: [] };
  if (walk.io.openJudge) return { url: null, checkedBy: null, node: null, missing: whatIsMissing(walk, null) };
  const node = await askNode(walk);
  // Only a name of the SAN gets this far, so Node cannot have said yes by the CN, which browsers do not read.
  // Chromium refuses SHA-1 and MD5 whatever is trusted; Node does not look at the signature of what it trusts.
  const refused = walk.journey.download?.notes.includes('weak-signature');
  if (node?.ok && refused) return { url: null, checkedBy: null, node, missing: ['accepted'] };
  if (node?.ok) return { url: node.url, checkedBy: 'node', node, missing: [] };
  return { url: null, checkedBy: null, node, missing: whatIsMissing(walk, node) };
}

const verdictText = (verdict: Verdict | null): string =>
  verdict === null || verdict.code === 'not-checked'
    ? trust.verdictLabel('not-checked')
    : `${trust.verdictLabel(verdict.code)} (${verdict.code})`;

export function sayEnd(walk: Walk, { url, checkedBy, node, missing }: End): void {
  const { done } = walk.journey;
  const result = words.result;
  walk.begin('done');
  const nodeText = node && (node.ok ? words.node.ok : words.node.failed(node.why ?? node.code));
  const rows = [
    [result.chromium, verdictText(done.before)],
    [result.chromiumAfter, verdictText(done.after)],
    ...(nodeText ? [[words.node.title, nodeText]] : []),
    [result.changes, done.changes.length === 0 ? result.none : ''],
  ];
  walk.say(table(rows, '  '));
  for (const { target, what, undone } of done.changes)
    walk.tell(result.change(target, what, undone), undefined, '    ');
  walk.say(['']);
  if (url) {
    walk.tell(checkedBy === 'chromium' ? result.good(url) : result.goodByNode(url), 'green');
    return;
  }
  walk.tell(result.bad, 'yellow');
  for (const each of missing) walk.tell(result.missing[each], undefined, '    ');
}

/** Missing rights are told apart from a sensor that is not good. */
export function exitOf(walk: Walk, { url }: End): ExitCode {
  if (url) return 0;
  return walk.failures.some((error) => exitCodeOf(error) === 3) ? 3 : 1;
}

/** The end state for `--json`. `before` is the journey as it was before an undo. */
export function endValue(before: TrustJourney, after: TrustJourney, end: End, useName: string | null, files: string[]) {
  const { address, compare, download, name, done, practice, id, steps } = before;
  return {
    journey: id,
    practice,
    host: address?.host ?? null,
    port: address?.port ?? null,
    sha256: download?.chain[0]?.item.fingerprints.sha256 ?? null,
    comparedBy: compare?.decision?.kind ?? null,
    outcome: name?.outcome ?? null,
    useName,
    verdictBefore: done.before,
    verdictAfter: done.after,
    url: end.url,
    checkedBy: end.checkedBy,
    node: end.node,
    missing: end.missing,
    steps,
    changes: after.done.changes,
    undone:
      after.done.undoneAt === null ? null : { at: after.done.undoneAt, verified: after.done.undoVerified === true },
    files,
  };
}
