// `csr`: makes a certificate request, tests one (`--check`), or tells what a CA made of one (`--compare`).
import { cli } from '../../assets/text/en/cli.ts';
import { issuedVerdicts } from '../../assets/text/en/issued-comparison.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { readCertificates } from '../pki/files/certificates.ts';
import { checkRequest, isBad } from '../pki/requests/check-request.ts';
import { compareIssued } from '../pki/requests/compare-issued.ts';
import { parseRequest } from '../pki/requests/request.ts';
import { requestOfFile } from '../pki/requests/request-file.ts';
import { type Call, type Command, type Option, type Outcome, wrongUse } from './command.ts';
import { makeRequest } from './csr-make.ts';
import { findingsSaid, issuedFindingLines, issuedFindingsSaid, requestFindingLines } from './csr-text.ts';
import { readInput } from './files.ts';
import { itemLines } from './item-text.ts';

const hint = cli.wrong.seeHelp('csr');

async function requestIn(file: string): Promise<Result<Uint8Array>> {
  const input = await readInput(file);
  return input.ok ? requestOfFile(input.value) : input;
}

async function check(call: Call, file: string): Promise<Outcome> {
  const [extra] = call.args;
  if (extra !== undefined) return wrongUse(cli.wrong.tooMany(extra), hint);
  const der = await requestIn(file);
  const checked = der.ok ? checkRequest(der.value) : der;
  if (!checked.ok) return checked;
  const { request, findings } = checked.value;
  const bad = isBad(checked.value);
  const { red, green, yellow } = call.paint;
  const careful = findings.some(({ state }) => state !== 'good');
  return {
    value: { request, findings: findingsSaid(findings) },
    exit: bad ? 1 : 0,
    lines: [
      ...itemLines(request, call.now(), call.paint, 1),
      '',
      ...requestFindingLines(findings, call.paint),
      ...['', bad ? red(cli.csr.failed) : careful ? yellow(cli.csr.passedWithCare) : green(cli.csr.passed)],
    ],
  };
}

/** The certificate in the file that is for the key of the request; the first one where there is none. */
async function issuedIn(file: string, requestDer: Uint8Array): Promise<Result<Uint8Array>> {
  const input = await readInput(file);
  if (!input.ok) return input;
  const request = parseRequest(requestDer);
  if (!request.ok) return request;
  const { certificates, problems } = readCertificates(input.value, file);
  const own = certificates.find(({ item }) => item.publicKey.sha256 === request.value.publicKey.sha256);
  const found = own ?? certificates[0];
  if (found) return ok(found.der);
  return problems[0] ? { ok: false, error: problems[0] } : fail('not-a-certificate', { looksLike: 'unknown' });
}

async function compare(call: Call, requestFile: string): Promise<Outcome> {
  const [issuedFile, extra] = call.args;
  if (issuedFile === undefined) return wrongUse(cli.csr.issuedMissing, hint);
  if (extra !== undefined) return wrongUse(cli.wrong.tooMany(extra), hint);
  const request = await requestIn(requestFile);
  if (!request.ok) return request;
  const issued = await issuedIn(issuedFile, request.value);
  const compared = issued.ok ? compareIssued(request.value, issued.value) : issued;
  if (!compared.ok) return compared;
  const { verdict, findings } = compared.value;
  const same = verdict === 'same';
  const sentence = issuedVerdicts[verdict];
  return {
    value: { ...compared.value, message: sentence, findings: issuedFindingsSaid(findings) },
    exit: same ? 0 : 1,
    lines: [call.paint[same ? 'green' : 'red'](sentence), '', ...issuedFindingLines(findings, call.paint)],
  };
}

const options: readonly Option[] = [
  { name: 'subject', value: 'SUBJECT' },
  { name: 'san', value: 'NAME', many: true },
  { name: 'key-out', value: 'FILE' },
  { name: 'key-type', value: 'TYPE' },
  { name: 'out-passphrase-env', value: 'NAME' },
  { name: 'key', value: 'FILE' },
  { name: 'passphrase-env', value: 'NAME' },
  { name: 'purpose', value: 'WHAT', many: true },
  { name: 'out', value: 'FILE' },
  { name: 'inf', value: 'FILE' },
  { name: 'openssl-config', value: 'FILE' },
  { name: 'package', value: 'FOLDER' },
  { name: 'note', value: 'TEXT' },
  { name: 'force' },
  { name: 'check', value: 'FILE' },
  { name: 'compare', value: 'REQUEST' },
];

const isGiven = (call: Call, { name, value, many }: Option): boolean =>
  many ? call.list(name).length > 0 : value ? call.text(name) !== undefined : call.flag(name);

async function run(call: Call): Promise<Outcome> {
  const given = options.filter((option) => isGiven(call, option)).map(({ name }) => name);
  const [checked, compared] = [call.text('check'), call.text('compare')];
  // An option that would silently do nothing is a mistake in the words.
  if ((checked !== undefined || compared !== undefined) && given.length > 1) return wrongUse(cli.csr.oneOfModes, hint);
  if (checked !== undefined) return check(call, checked);
  if (compared !== undefined) return compare(call, compared);
  return makeRequest(call);
}

export const csr: Command = { word: 'csr', options, run };
