// `name HOST`: would each kind of client accept the certificate under that name, and can a hosts line mend it? About
// the name alone; trust is told apart from it, and only where Chromium itself is there to be asked.
import { cli } from '../../assets/text/en/cli.ts';
import { commonName, urlOf } from '../../assets/text/facts.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { CertificateItem } from '../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { resolveName } from '../hosts/resolve.ts';
import { orderChain } from '../pki/certificate/roles.ts';
import { readCertificates } from '../pki/files/certificates.ts';
import { mappableNames } from '../pki/names/host-names.ts';
import { type Address, parseAddress } from '../sensor/address.ts';
import { clientNames, type NameClient, type NameVerdict, nameClients } from '../sensor/client-names.ts';
import { probe } from '../sensor/probe.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { readInput } from './files.ts';
import { mending } from './mending.ts';
import { plain, table, wrap } from './paint.ts';
import { networkOptions, type Reach, reachOf } from './targets.ts';

type Shown = {
  der: Uint8Array;
  item: CertificateItem;
  /** Where the sensor was reached; null with --crt, and through a proxy. */
  remoteAddress: string | null;
};

async function fromFile(file: string): Promise<Result<Shown>> {
  const read = await readInput(file);
  if (!read.ok) return read;
  const { certificates, problems } = readCertificates(read.value, file);
  // A file with a whole chain may begin with any certificate of it; the leaf is the one that issued none of the others.
  const [first] = orderChain(certificates.map(({ der }) => der)).ordered;
  const leaf = certificates.find(({ der }) => der === first);
  if (!leaf) return { ok: false, error: problems[0] ?? fail('not-a-certificate', { looksLike: 'unknown' }).error };
  return ok({ ...leaf, remoteAddress: null });
}

async function fromSensor({ host, port, kind }: Address, reach: Reach): Promise<Result<Shown>> {
  const seen = await probe({ host, port }, { ...reach, askClock: false });
  if (!seen.ok) return seen;
  const [der] = seen.value.chain;
  const read = readCertificates(der ?? new Uint8Array());
  const [leaf] = read.certificates;
  if (!leaf) return { ok: false, error: read.problems[0] as AppError };
  return ok({ ...leaf, remoteAddress: seen.value.remoteAddress ?? (kind === 'name' ? null : host) });
}

async function resolveAll(names: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const answer = await resolveName(name);
    if (answer.ok) found.set(name, answer.value.addresses);
  }
  return found;
}

type Trust = { checked: false } | { checked: true; code: string };

async function askChromium(address: Address, reach: Reach, call: Call): Promise<Result<Trust>> {
  const { openJudge } = call.io;
  if (!openJudge) return ok({ checked: false });
  const judge = openJudge();
  try {
    const { host, port } = address;
    const { timeoutMs, signal, proxy = null } = reach;
    const verdict = await judge.ask({ host, port, proxy, timeoutMs, signal });
    return verdict.ok ? ok({ checked: true, code: verdict.value.code }) : verdict;
  } finally {
    await judge.close();
  }
}

/** Chromium's own word outranks the rule where it speaks of the name: it looks at the name last but for the dates. */
function observed(rule: NameVerdict, trust: Trust): NameVerdict {
  if (!trust.checked) return rule;
  if (trust.code === 'net::OK') return { ...rule, matches: true, basis: 'observed' };
  if (trust.code === 'net::ERR_CERT_COMMON_NAME_INVALID') return { ...rule, matches: false, basis: 'observed' };
  return rule;
}

async function run(call: Call): Promise<Outcome> {
  const [text, ...more] = call.args;
  if (text === undefined) return wrongUse(cli.wrong.missingArgument('HOST'), cli.wrong.seeHelp('name'));
  if (more.length > 0) return wrongUse(cli.wrong.tooMany(more[0] ?? ''), cli.wrong.seeHelp('name'));
  const address = parseAddress(text);
  if (!address.ok) return address;
  const settings = reachOf(call);
  if ('error' in settings) return settings;
  const { reach } = settings;
  const { host, port } = address.value;

  const file = call.text('crt');
  const shown = await (file === undefined ? fromSensor(address.value, reach) : fromFile(file));
  if (!shown.ok) return shown;
  const { der, item, remoteAddress } = shown.value;
  const trust = file === undefined ? await askChromium(address.value, reach, call) : ok<Trust>({ checked: false });
  if (!trust.ok) return trust;
  const verdicts = clientNames(der, item, host);
  verdicts.chromium = observed(verdicts.chromium, trust.value);
  const accepted = verdicts.chromium.matches;
  const resolved = file === undefined ? await resolveAll(mappableNames(item.subjectAltNames)) : new Map();
  if (call.io.signal.aborted) return fail('cancelled', {});
  const { hostsCanMend, useName, why } = mending(accepted, host, item, remoteAddress, resolved);

  const words = cli.name;
  const verdict = Object.fromEntries(
    nameClients.map((client) => [client, { ...verdicts[client], why: words.reasons[verdicts[client].why] }]),
  ) as Record<NameClient, NameVerdict>;
  const because = words.outcomes[why](host, useName ?? '');
  const value = { host, port, verdict, trust: trust.value, hostsCanMend, useName, why: because };
  const rows = nameClients.map((client) => {
    const { matches, by, why: reason } = verdict[client];
    const answer = matches ? call.paint.green(words.yes) : call.paint.red(words.no);
    return [words.clients[client], answer, matches && by && by !== host ? words.by(plain(by), reason) : reason];
  });
  const { bold, dim } = call.paint;
  const lines = [
    `${bold(urlOf({ host, port }))}  ${words.certificate(plain(commonName(item)))}`,
    '',
    ...table(rows, '  '),
    '',
    ...wrap(because, 76, '  '),
    ...(hostsCanMend && useName ? [`  ${dim(words.line)}  ${remoteAddress ?? words.sensorAddress} ${useName}`] : []),
    '',
    ...wrap(trust.value.checked ? words.trustChecked(trust.value.code) : words.trustNotChecked, 76, '  '),
  ];
  return { value, exit: accepted ? 0 : 1, lines };
}

export const name: Command = { word: 'name', options: [{ name: 'crt', value: 'FILE' }, ...networkOptions], run };
