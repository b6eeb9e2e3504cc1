// The words of the deploy journey: every step has a guide on every system, and no value that stands in one of its commands
// can break out of it.
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { deployTextFor } from '../../../assets/text/deploy.ts';
import { type DeployJourney, deployStepIds } from '../../../preload/contract/deploy-journey.ts';
import { remedySchema } from '../../../preload/contract/precheck.ts';
import { slotSchema } from '../../../preload/contract/slots.ts';
import { keyKindSchema } from '../../../preload/contract/tools.ts';
import { toneOf } from '../../../renderer/deploy/rules.ts';
import { certificate, sensorName } from '../../renderer/fixtures/certificates.ts';
import {
  checkOf,
  complete,
  deploy,
  kit,
  notDone,
  proofNew,
  proofNoDns,
  sensor,
  trustDone,
  trustTodo,
  undecided,
  upload,
} from '../../renderer/fixtures/deploy.ts';
import { ip, verdict } from '../../renderer/fixtures/journeys.ts';

const text = deployTextFor('en-US');
const platforms = ['win32', 'linux', 'darwin'] as const;
const broken = /undefined|(?<!\/dev\/)null|NaN|\[object|Invalid Date/;

const nasty = `x'; touch /tmp/owned; echo '\n$(id) \`id\` "“’`;
const item = certificate(nasty, { crlDistributionPoints: [nasty] });
const hostile: DeployJourney = deploy('trust', {
  sensor: { ...sensor, host: nasty, address: nasty, name: nasty, now: { at: kit.at, leaf: item } },
  request: {
    ...undecided,
    suggestion: {
      subject: [{ type: 'CN', value: nasty }],
      sans: [nasty],
      keyKind: 'rsa2048',
      keyKinds: ['rsa2048'],
      required: ['CN'],
      alphabet: nasty,
    },
  },
  files: complete,
  check: checkOf('warn', { leaf: item }),
  kit: { ...kit, kit: { ...kit.kit, files: kit.kit.files.map((file) => ({ ...file, name: nasty })) } },
  upload,
  trust: {
    ...trustTodo,
    old: trustTodo.old.map((entry) => ({ ...entry, subject: nasty })),
    root: { item, present: [], offers: [] },
  },
});

const guides = (platform: (typeof platforms)[number], journey: DeployJourney) =>
  deployStepIds.map((step) => text.guide(step, platform, journey));
const commands = (platform: (typeof platforms)[number]): string[] =>
  guides(platform, hostile).flatMap((lines) => lines.flatMap(({ command }) => (command ? [command] : [])));

describe('the guides', () => {
  test.each(platforms)('exist for each step on %s, with and without findings', (platform) => {
    for (const journey of [deploy('sensor'), hostile]) {
      for (const lines of guides(platform, journey)) {
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(`${line.text} ${line.command ?? ''}`).not.toMatch(broken);
      }
    }
  });

  test.each(['linux', 'darwin'] as const)('hold commands on %s that a shell reads as they are meant', (platform) => {
    const all = commands(platform);
    expect(all.length).toBeGreaterThan(8);
    for (const command of all) {
      // -n: read, check, do not run. An open quote or a stray word would be a syntax error.
      execFileSync('/bin/sh', ['-n', '-c', command]);
      // With every program replaced by one that does nothing, nothing of the value may be run.
      const muted = ['openssl', 'certutil', 'sudo', 'curl', 'cat'].map((name) => `${name}() { :; }`).join('; ');
      const script = `cd "$(mktemp -d)"; ${muted}; touch() { echo TOUCHED; }; id() { echo RAN; }; ${command}`;
      const ran = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      expect(ran).not.toMatch(/TOUCHED|RAN/);
    }
  });

  test('never put a line break or an open quote into a PowerShell value', () => {
    for (const command of commands('win32')) {
      for (const line of command.split('\n')) expect((line.match(/['‘’‚‛]/g) ?? []).length % 2).toBe(0);
    }
  });

  test('ask openssl for the request that the sensor needs, and openssl makes it', () => {
    const journey = deploy('request', { sensor, request: undecided });
    const command = text.guide('request', 'linux', journey).find((line) => line.command?.includes('-newkey'))?.command;
    const script = `cd "$(mktemp -d)" && ${command} -nodes 2>/dev/null && openssl req -in sensor.csr -noout -text`;
    const made = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    expect(made).toContain('DNS:sensor7.contoso.com, IP Address:192.168.10.7');
    expect(made).toContain('CN = sensor7.contoso.com');
  });
});

const at = (host: string, code: string, way: 'direct' | 'tunnel' = 'direct') => ({ ...verdict(host, code), way });
const proven = (...verdicts: ReturnType<typeof at>[]) =>
  deploy('done', {
    sensor,
    files: complete,
    kit,
    upload,
    // A tunnel is dug only where the name does not lead to the sensor.
    proof: { ...(verdicts.some(({ way }) => way === 'tunnel') ? proofNoDns : proofNew), verdicts },
    done: { ...notDone, served: true },
  });

describe('once the sensor shows the new certificate', () => {
  test.each([
    ['a browser was not asked', [], /was not checked/, /was not checked/],
    ['the engine gave no verdict', [at(sensorName, 'not-checked')], /was not checked/, /was not checked/],
    [
      'the issuer is not trusted',
      [at(sensorName, 'net::ERR_CERT_AUTHORITY_INVALID')],
      /Trust, helps/,
      /Issuer not trusted/,
    ],
    [
      'the name is not in it',
      [at(sensorName, 'net::ERR_CERT_COMMON_NAME_INVALID')],
      /by a name that is in/,
      /Name not in/,
    ],
    ['the date is wrong', [at(sensorName, 'net::ERR_CERT_DATE_INVALID')], /Expired or not valid yet\.$/, /Expired/],
    [
      'no server here knows the name',
      [at(sensorName, 'net::OK', 'tunnel')],
      /once the name leads to the sensor\. This computer does not find it yet/,
      /No warning at sensor7\.contoso\.com, once/,
    ],
  ] as const)('%s: that is said, and nothing better', (_what, verdicts, proof, done) => {
    const journey = proven(...verdicts);
    expect(text.answer('proof', journey)).toMatch(proof);
    expect(text.answer('done', journey)).toMatch(done);
    expect(text.answer('done', journey)).not.toMatch(/It works/);
  });

  test('an address that nobody types does not spoil a good name', () => {
    const journey = proven(at(ip, 'net::ERR_CERT_COMMON_NAME_INVALID'), at(sensorName, 'net::OK'));
    expect(text.answer('proof', journey)).toMatch(/fingerprint is the one in the kit\.$/);
    expect(toneOf(journey, 'proof')).toBe('good');
    expect(toneOf(proven(at(sensorName, 'net::OK', 'tunnel')), 'proof')).toBe('warning');
  });

  test('a root that browsers do not read is not called trusted', () => {
    const [entry] = trustDone.root?.present ?? [];
    if (!trustDone.root || !entry) throw new Error('the fixture has no root');
    const elsewhere = {
      ...trustDone,
      root: { ...trustDone.root, present: [{ ...entry, readers: ['openssl' as const] }] },
    };
    expect(text.answer('trust', { ...proven(), trust: trustDone })).toMatch(/^Yes\./);
    expect(text.answer('trust', { ...proven(), trust: elsewhere })).toMatch(/^Not for browsers yet\./);
  });
});

const commandIn = (step: 'check' | 'proof' | 'request' | 'sensor', journey: DeployJourney, has: string) =>
  text.guide(step, 'linux', journey).find(({ command }) => command?.includes(has))?.command ?? '';

describe('openssl does what the guides say', () => {
  const run = (script: string) =>
    spawnSync('/bin/sh', ['-c', `cd "$(mktemp -d)"; ${script}`], { encoding: 'utf8', input: '' });

  test.each(keyKindSchema.options)('it makes a request for a key of the kind %s', (keyKind) => {
    const subject = [
      { type: 'O', value: 'Contoso + Sons / Plant \\ 7' },
      { type: 'CN', value: sensorName },
    ];
    const journey = deploy('request', {
      sensor,
      request: {
        ...undecided,
        suggestion: { subject, sans: [ip], keyKind, keyKinds: [], required: [], alphabet: null },
      },
    });
    const { stdout } = run(
      `${commandIn('request', journey, '-newkey')} -noenc && openssl req -in sensor.csr -noout -subject -nameopt RFC2253 -verify`,
    );
    expect(stdout).toContain('O=Contoso \\+ Sons / Plant \\\\ 7');
  });

  test('a chain without its root is not called whole because this computer has the root', () => {
    const command = commandIn('check', deploy('check', { sensor }), 'verify');
    const made = `openssl req -x509 -newkey rsa:2048 -noenc -keyout r.key -out root.pem -subj /CN=R 2>/dev/null
      openssl req -newkey rsa:2048 -noenc -keyout s.key -out s.csr -subj /CN=s 2>/dev/null
      openssl x509 -req -in s.csr -CA root.pem -CAkey r.key -out sensor.crt 2>/dev/null
      mkdir store; cp root.pem "store/$(openssl x509 -in root.pem -noout -subject_hash).0"; export SSL_CERT_DIR="$PWD/store"`;
    expect(run(`${made}; cp root.pem chain.pem; ${command}`).stdout).toContain('sensor.crt: OK');
    // The chain file holds another root.
    const other = 'openssl req -x509 -newkey rsa:2048 -noenc -keyout o.key -out chain.pem -subj /CN=O 2>/dev/null';
    expect(run(`${made}; ${other}; ${command}`).stdout).not.toContain('OK');
  });

  test('a look at the sensor ends by itself, goes by the name, and through the proxy', () => {
    const journey = deploy('proof', { sensor: { ...sensor, proxy: 'proxy.contoso.com:8080' } });
    const command = commandIn('proof', journey, 's_client');
    expect(command).toContain(`-servername '${sensorName}' -proxy 'proxy.contoso.com:8080' </dev/null |`);
    expect(commandIn('proof', deploy('proof', { sensor: { ...sensor, name: null } }), 's_client')).not.toContain(
      '-servername',
    );
    const [windows] = text.guide('proof', 'win32', journey).flatMap(({ command }) => command ?? []);
    expect(windows).toMatch(/^'' \| openssl s_client/);
  });
});

test.each(platforms)('on %s a root is compared before it is trusted, also by hand', (platform) => {
  const lines = text.guide('trust', platform, deploy('trust', { sensor, trust: trustTodo }));
  const first = (part: RegExp) => lines.findIndex(({ text, command }) => part.test(`${text} ${command ?? ''}`));
  expect(first(/Compare its SHA-256/)).toBeGreaterThan(-1);
  expect(first(/Compare its SHA-256/)).toBeLessThan(first(/Import-Certificate|certutil .* -A|add-trusted-cert/));
});

test('every remedy and every slot has its words', () => {
  for (const remedy of remedySchema.options) expect(text.check.remedies[remedy]).not.toBe('');
  for (const slot of slotSchema.options) expect(text.files.slots[slot].title).toMatch(/^[A-Z]/);
});
