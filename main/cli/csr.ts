// `csr`: makes a certificate request, tests one (`--check`), or tells what a CA made of one (`--compare`).
import { cli } from '../../assets/text/en/cli.ts';
import { issuedVerdicts } from '../../assets/text/en/issued-comparison.ts';
import type { ErrorFacts, LooksLike } from '../../preload/contract/errors.ts';
import { type Failure, fail, ok } from '../../preload/contract/result.ts';
import { readCertificates } from '../pki/files/certificates.ts';
import { checkRequest, isBad } from '../pki/requests/check-request.ts';
import { compareIssued } from '../pki/requests/compare-issued.ts';
import { parseRequest } from '../pki/requests/request.ts';
import { requestOfFile } from '../pki/requests/request-file.ts';
import { type Call, type Command, type Option, type Outcome, wrongUse } from './command.ts';
import { makeRequest } from './csr-make.ts';
import { checkPackage } from './csr-package.ts';
import { findingsSaid, issuedFindingLines, issuedFindingsSaid, requestFindingLines } from './csr-text.ts';
import { readInput } from './files.ts';
import type { FileResult } from './given.ts';
import { itemLines } from './item-text.ts';

const hint = cli.wrong.seeHelp('csr');

const kindOf: Partial<Record<LooksLike, ErrorFacts['not-in-file']['wanted']>> = {
  certificate: 'certificate',
  request: 'request',
  crl: 'crl',
  'private-key': 'privateKey',
  'encrypted-private-key': 'privateKey',
  'public-key': 'publicKey',
};

/** Of a file that holds something else than was wanted, and nothing wrong: what it holds. Any other failure as it is. */
function inFile(file: string, wanted: 'request' | 'certificate', { error }: Failure): Failure & { file: string } {
  if (error.code === 'not-readable' || error.code === 'not-a-certificate') {
    const found = kindOf[error.facts.looksLike];
    if (found !== undefined && found !== wanted) return { ...fail('not-in-file', { file, wanted, found }), file };
  }
  return { ok: false, error, file };
}

async function requestIn(file: string): Promise<FileResult<Uint8Array>> {
  const input = await readInput(file);
  const found = input.ok ? requestOfFile(input.value) : input;
  return found.ok ? found : inFile(file, 'request', found);
}

async function check(call: Call, file: string): Promise<Outcome> {
  const [extra] = call.args;
  if (extra !== undefined) return wrongUse(cli.wrong.tooMany(extra), hint);
  const packed = await checkPackage(call, file);
  if (packed) return packed;
  const der = await requestIn(file);
  if (!der.ok) return der;
  const checked = checkRequest(der.value);
  if (!checked.ok) return { ...checked, file };
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
async function issuedIn(file: string, key: string): Promise<FileResult<Uint8Array>> {
  const input = await readInput(file);
  if (!input.ok) return { ...input, file };
  const { certificates, problems } = readCertificates(input.value, file);
  const found = certificates.find(({ item }) => item.publicKey.sha256 === key) ?? certificates[0];
  if (found) return ok(found.der);
  const [error] = problems;
  return inFile(
    file,
    'certificate',
    error ? { ok: false, error } : fail('not-a-certificate', { looksLike: 'unknown' }),
  );
}

async function compare(call: Call, requestFile: string): Promise<Outcome> {
  const [issuedFile, extra] = call.args;
  if (issuedFile === undefined) return wrongUse(cli.csr.issuedMissing, hint);
  if (extra !== undefined) return wrongUse(cli.wrong.tooMany(extra), hint);
  const request = await requestIn(requestFile);
  if (!request.ok) return request;
  const parsed = parseRequest(request.value);
  if (!parsed.ok) return { ...parsed, file: requestFile };
  const issued = await issuedIn(issuedFile, parsed.value.publicKey.sha256);
  if (!issued.ok) return issued;
  const compared = compareIssued(request.value, issued.value);
  if (!compared.ok) return { ...compared, file: issuedFile };
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
