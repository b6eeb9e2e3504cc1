// @ts-check
// The certificate engine: certificates, folders of them, paths and PFX files, each against Node's own or openssl's work
// on the same data in the same run. Ratios count; absolute figures are this machine's.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../scripts/run.mjs';
import { median } from './median.mjs';

const built = await import(pathToFileURL(join(root, 'out/main/engine.mjs')).href);
const dir = mkdtempSync(join(tmpdir(), 'certwright-bench-'));
/** @param {string[]} args */
const openssl = (...args) => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] });
/** @param {string} name */
const read = (name) => new Uint8Array(readFileSync(join(dir, name)));

const distinct = 40;
const files = 10_000;

/** RSA-2048 root, intermediate and leaves with the extensions that an enterprise CA writes. */
function makeCertificates() {
  const ca = [
    'basicConstraints=critical,CA:TRUE',
    'keyUsage=critical,keyCertSign,cRLSign',
    'subjectKeyIdentifier=hash',
  ];
  const leaf = [
    ...['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature,keyEncipherment'],
    ...['extendedKeyUsage=serverAuth,clientAuth', 'subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid'],
    'subjectAltName=DNS:sensor7.contoso.com,DNS:sensor7,IP:192.168.10.7',
    'crlDistributionPoints=URI:http://pki.contoso.com/issuing.crl',
    'authorityInfoAccess=caIssuers;URI:http://pki.contoso.com/issuing.cer',
    'certificatePolicies=1.3.6.1.4.1.311.21.8.1',
  ];
  for (const [name, extensions] of /** @type {const} */ ([
    ['ca', ca],
    ['leaf', leaf],
  ]))
    writeFileSync(join(dir, `${name}.ext`), extensions.join('\n'));
  for (const name of ['root', 'inter', 'leaf']) openssl('genpkey', '-algorithm', 'RSA', '-out', `${name}.key`);
  const request = (/** @type {string} */ name, /** @type {string} */ subject) =>
    openssl('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`);
  const issue = (/** @type {string} */ name, /** @type {string} */ ext, /** @type {string[]} */ signer, serial = '1') =>
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...signer,
      '-extfile',
      `${ext}.ext`,
      '-days',
      '90',
      '-set_serial',
      serial,
      '-outform',
      'DER',
      '-out',
      `${name}.der`,
    );
  request('root', '/C=US/O=Contoso/CN=Contoso Root');
  issue('root', 'ca', ['-signkey', 'root.key']);
  request('inter', '/C=US/O=Contoso/CN=Contoso Issuing');
  issue('inter', 'ca', ['-CA', 'root.der', '-CAform', 'DER', '-CAkey', 'root.key']);
  request('leaf', '/C=US/ST=WA/L=Redmond/O=Contoso/OU=OT/CN=sensor7.contoso.com');
  const leaves = [];
  for (let n = 0; n < distinct; n++) {
    issue('leaf', 'leaf', ['-CA', 'inter.der', '-CAform', 'DER', '-CAkey', 'inter.key'], String(1000 + n));
    leaves.push(read('leaf.der'));
  }
  return { leaves, root: read('root.der'), inter: read('inter.der') };
}

/**
 * Calls a second, the median of `rounds` rounds of at least `ms` milliseconds each.
 * @param {(n: number) => unknown} work
 */
function rate(work, rounds = 5, ms = 400) {
  const rates = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    let n = 0;
    while (performance.now() - began < ms) for (const end = n + 20; n < end; n++) work(n);
    if (round > 0) rates.push((n * 1000) / (performance.now() - began));
  }
  return median(rates);
}

/** @param {number} a @param {number} b */
const ratio = (a, b) => (a / b).toFixed(2);
/** @param {number} n */
const round = (n) => Math.round(n).toLocaleString('en-US');

/** @param {ReturnType<typeof makeCertificates>} made */
function inspecting({ leaves }) {
  const at = (/** @type {number} */ n) => /** @type {Uint8Array} */ (leaves[n % distinct]);
  const ours = rate((n) => built.parseCertificate(at(n)));
  const nodes = rate((n) => {
    const { subject, issuer, validTo, subjectAltName } = new X509Certificate(at(n));
    return [subject, issuer, validTo, subjectAltName];
  });
  console.log(
    `certificates inspected: ratio ${ratio(ours, nodes)} (aim at least 0.5): ${round(ours)} a second with all fields ` +
      `against ${round(nodes)} by Node's X509Certificate with four`,
  );
}

/** @param {ReturnType<typeof makeCertificates>} made */
async function folder({ leaves }) {
  const place = join(dir, 'many');
  mkdirSync(place);
  const names = Array.from({ length: files }, (_, n) => join(place, `${n}.cer`));
  for (const [n, name] of names.entries()) writeFileSync(name, /** @type {Uint8Array} */ (leaves[n % distinct]));
  const cli = join(root, 'out/main/cli.mjs');
  const script = `process.argv.splice(1, 1); process.on('exit', () => process.stderr.write('PEAK ' + process.resourceUsage().maxRSS)); await import(process.argv[1]);`;
  const began = performance.now();
  const result = execFileSync(
    '/bin/sh',
    [
      '-c',
      `exec "$0" --input-type=module -e "$1" x "$2" inspect --json "$3" 2>&1 >/dev/null`,
      process.execPath,
      script,
      cli,
      place,
    ],
    { encoding: 'utf8', maxBuffer: 1e9 },
  );
  const seconds = (performance.now() - began) / 1000;
  const peak = Number(/PEAK (\d+)/.exec(result)?.[1] ?? Number.NaN) / 1024;
  const loop = 100;
  const start = performance.now();
  for (const name of names.slice(0, loop)) openssl('x509', '-inform', 'DER', '-in', name, '-noout', '-text');
  const each = (performance.now() - start) / 1000 / loop;
  console.log(
    `${round(files)} files by \`inspect\`: ${((each * files) / seconds).toFixed(0)} times as fast (aim at least 20) as a loop over ` +
      `openssl x509: ${seconds.toFixed(1)} s against ${(each * files).toFixed(0)} s (from ${loop} runs); peak memory ${round(peak)} MB (aim at most 300)`,
  );
}

/** @param {ReturnType<typeof makeCertificates>} made */
function paths({ leaves, root: anchor, inter }) {
  const question = {
    intermediates: [inter],
    roots: [anchor],
    host: 'sensor7.contoso.com',
    purpose: 'server',
    at: new Date(),
  };
  const at = (/** @type {number} */ n) => /** @type {Uint8Array} */ (leaves[n % distinct]);
  const verdict = built.verifyPath({ ...question, leaf: at(0) });
  if (!verdict.valid) throw new Error(`the path is not valid: ${JSON.stringify(verdict)}`);
  const ours = rate((n) => built.verifyPath({ ...question, leaf: at(n) }));
  const keys = { inter: new X509Certificate(inter).publicKey, anchor: new X509Certificate(anchor).publicKey };
  const bare = rate((n) => {
    const [leaf, middle] = [new X509Certificate(at(n)), new X509Certificate(inter)];
    return leaf.verify(keys.inter) && middle.verify(keys.anchor);
  });
  console.log(
    `paths of three validated: ratio ${ratio(ours, bare)}: ${round(ours)} a second with every rule ` +
      `against ${round(bare)} of Node reading two certificates and checking two signatures`,
  );
}

/** @param {ReturnType<typeof makeCertificates>} made */
function pfx({ leaves, root: anchor, inter }) {
  const [leaf] = leaves;
  const key = built.readPrivateKey(new Uint8Array(openssl('pkey', '-in', 'leaf.key', '-outform', 'DER'))).value.key;
  writeFileSync(
    join(dir, 'one.pem'),
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(/** @type {Uint8Array} */ (leaf)).toString('base64')}\n-----END CERTIFICATE-----\n`,
  );
  const content = { certificates: [leaf, inter, anchor], key, friendlyName: 'sensor7' };
  for (const profile of ['modern', 'compatible']) {
    const options = { passphrase: 'correct horse', profile };
    const bytes = built.writePkcs12(content, options);
    writeFileSync(join(dir, 'x.pfx'), bytes);
    const write = rate(() => built.writePkcs12(content, options), 3);
    const readBack = rate(() => built.readPkcs12(bytes, 'correct horse'), 3);
    const algorithms =
      profile === 'modern'
        ? // As many rounds as ours has; openssl's own default is 2048.
          ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC', '-macalg', 'sha256', '-iter', '100000']
        : ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
    const pass = ['-passout', 'pass:correct horse'];
    const theirWrite = rate(
      () =>
        openssl('pkcs12', '-export', '-inkey', 'leaf.key', '-in', 'one.pem', ...algorithms, ...pass, '-out', 'y.pfx'),
      3,
    );
    const theirRead = rate(() => openssl('pkcs12', '-in', 'x.pfx', '-passin', 'pass:correct horse', '-nodes'), 3);
    console.log(
      `PFX, ${profile}: write ${ratio(write, theirWrite)}, read ${ratio(readBack, theirRead)} times as fast as starting openssl pkcs12: ` +
        `${round(write)} and ${round(readBack)} a second against ${round(theirWrite)} and ${round(theirRead)}`,
    );
  }
}

try {
  const made = makeCertificates();
  inspecting(made);
  await folder(made);
  paths(made);
  pfx(made);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
