import { spawn } from 'node:child_process';
import { request } from 'node:https';
import { createSecureContext } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cli } from '../../assets/text/en/cli.ts';
import { messageCheckSchema, messageSourceSchema } from '../../preload/contract/explanation.ts';
import { certwright, cliFile, error, issue, serve, value, workspace } from './kit.ts';

const { home, dir } = workspace();
const how = { home };

const sentence = z.string().regex(/^[A-Z].+\.$/s);
const other = z.strictObject({ message: z.string(), source: messageSourceSchema });
const knownShape = z.strictObject({
  known: z.literal(true),
  id: z.string(),
  source: messageSourceSchema,
  match: z.enum(['exact', 'older', 'part']),
  message: z.string(),
  cause: sentence,
  checks: z.array(messageCheckSchema),
  recommendation: sentence,
  commands: z.array(z.string().regex(/^certwright [a-z]+/)),
  also: z.array(other),
});
const unknownShape = z.strictObject({
  known: z.literal(false),
  message: z.null(),
  cause: sentence,
  checks: z.tuple([]),
  recommendation: sentence,
  nearest: z.array(other).max(3),
});

/** The command with something on its standard input. */
type Fed = { code: number | null; stdout: string; stderr: string };
function fed(args: readonly string[], input: string | Buffer): Promise<Fed> {
  const child = spawn(process.execPath, [cliFile, ...args], {
    env: { PATH: process.env.PATH, HOME: home, APPDATA: home },
    stdio: 'pipe',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdin.end(input);
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

describe('a known message', () => {
  test.each([
    ['Passphrase does not match to the key', 'passphrase-mismatch', 'exact'],
    ['passphrase  does not match TO THE KEY.', 'passphrase-mismatch', 'exact'],
    ['NET::ERR_CERT_COMMON_NAME_INVALID', 'err-cert-common-name-invalid', 'exact'],
    ['0x80092013', 'crypt-e-revocation-offline', 'exact'],
    ['SSL certificate is expired or will expire soon', 'bell-certificate', 'older'],
    [
      'Error: it says “The password you entered is incorrect”\nThe password you entered is incorrect.',
      'wizard-password',
      'part',
    ],
  ])('%s', async (text, id, match) => {
    const { code, value: said } = await value(['explain', text], knownShape, how);
    expect([code, said.id, said.match]).toEqual([0, id, match]);
  });

  test('the recommendation for a name that is missing warns of the hosts line that cannot help', async () => {
    const { value: said } = await value(['explain', 'ERR_CERT_COMMON_NAME_INVALID'], knownShape, how);
    expect(said.cause).toMatch(/common name has not counted/);
    expect(said.recommendation).toMatch(/no hosts line helps/);
  });

  test('the commands that it names are there, with the options that it names', async () => {
    const named = [...Object.values(cli.explain.checks), ...Object.values(cli.explain.actions)];
    for (const command of new Set(named.filter((each) => each !== null))) {
      const [, word = '', ...rest] = command.split(' ');
      const { stdout, code } = await certwright([word, '--help'], how);
      expect(code, command).toBe(0);
      for (const option of rest.filter((each) => each.startsWith('--'))) expect(stdout, command).toContain(option);
    }
  });

  test('without quotes, and behind -- where it begins with a hyphen', async () => {
    const words = await value(['explain', 'Certificate', 'validation', 'failed'], knownShape, how);
    expect(words.value.id).toBe('validation-failed');
    const { code, stdout } = await certwright(['explain', '--', '-2146885613'], how);
    expect(code).toBe(0);
    expect(stdout).toMatch(/revocation\s+server was offline/);
  });

  test('for people: the message, what it means, what to do, what can be checked', async () => {
    const { code, stdout, stderr } = await certwright(['explain', 'NET::ERR_CERT_DATE_INVALID'], how);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^NET::ERR_CERT_DATE_INVALID\nChrome, Edge and Firefox\n\nWhat it means\n/);
    expect(stdout).toContain('What to do');
    expect(stdout).toMatch(/On the command line\n(?: {2}certwright .+\n)* {2}certwright inspect FILE\n/);
    expect(stdout).toContain('Compare the dates of all certificates with the clocks.');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test('another wording stands first, with the message that it stands for', async () => {
  const { stdout } = await certwright(['explain', 'passphrase doesnt match the key'], how);
  const [first, ...rest] = stdout.split('\n');
  expect(first).toBe('Passphrase does not match the key');
  expect(rest.join(' ')).toContain('Another wording of “Passphrase does not match to the key”');
});

describe('an unknown message', () => {
  test('ends with 1, honestly, with the three that are most similar', async () => {
    const { code, value: said } = await value(['explain', 'Pasphrase dosnt mach the key'], unknownShape, how);
    expect(code).toBe(1);
    expect(said.nearest).toHaveLength(3);
    expect(said.nearest[0]).toEqual({ message: 'Passphrase does not match to the key', source: 'console' });
    const { stdout } = await certwright(['explain', 'Lorem ipsum dolor'], how);
    expect(stdout).toMatch(/does not know this message/);
  });

  test('escape sequences in it reach no terminal', async () => {
    const { stdout, stderr } = await certwright(['explain', '\u001b]0;owned\u0007 \u001b[31mred'], how);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});

describe('from standard input', () => {
  test('a whole log', async () => {
    const log = 'depth=0 CN = sensor7\nverify error:num=20:unable to get local issuer certificate\nverify return:1\n';
    const { code, stdout } = await fed(['explain', '--json', '-'], log);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, value: { id: 'openssl-verify-20', match: 'part' } });
  });

  test('of any size: the beginning and the end count, which is told', async () => {
    const much = 'x '.repeat(3_000_000);
    for (const text of [`ERR_CERT_REVOKED\n${much}`, `${much}\nERR_CERT_REVOKED\n`]) {
      const { code, stdout, stderr } = await fed(['explain', '--json', '-'], text);
      expect([code, JSON.parse(stdout).value.id]).toEqual([0, 'err-cert-revoked']);
      expect(stderr).toMatch(/only its beginning and its end were looked at/);
    }
  });

  test('bytes that are no text are no message', async () => {
    const { code, stdout } = await fed(['explain', '--json', '-'], Buffer.from([0xff, 0xfe, 0x41, 0, 0xd8, 0x42]));
    expect([code, JSON.parse(stdout).value.known]).toEqual([1, false]);
  });

  test('nothing at all is wrong use', async () => {
    expect((await error(['explain', '-'], how)).code).toBe(2);
  });
});

describe('what Node really says about real servers', () => {
  const root = issue(dir, 'root', { ca: true });
  const sub = issue(dir, 'sub', { ca: true, issuer: root });
  const leaf = issue(dir, 'leaf', { issuer: sub, san: 'DNS:sensor7' });
  const own = issue(dir, 'own', { san: 'DNS:sensor7' });

  /** What an uncaught error would print. */
  const failure = (port: number, options: object): Promise<string> =>
    new Promise((told, reject) => {
      const asked = request({ host: '127.0.0.1', port, servername: 'sensor7', ...options }, () =>
        reject(new Error('ok')),
      );
      asked.on('error', (problem) => told(inspect(problem))).end();
    });

  test.each([
    ['an intermediate that is not sent', [leaf, []], { ca: root.pem }, 'openssl-verify-21'],
    ['a root that is not trusted', [leaf, [sub, root]], {}, 'openssl-verify-19'],
    ['a self-signed certificate', [own, []], {}, 'openssl-verify-18'],
    ['another name', [leaf, [sub]], { ca: root.pem, servername: 'other' }, 'node-altname'],
  ] as const)('%s', async (_, [pair, chain], options, id) => {
    const server = await serve(pair, chain);
    const { code, stdout } = await fed(['explain', '--json', '-'], await failure(server.port, options));
    expect([code, JSON.parse(stdout).value.id]).toEqual([0, id]);
  });

  test('a port that speaks no TLS', async () => {
    const { createServer } = await import('node:http');
    const server = createServer((_request, response) => response.end('plain')).listen(0, '127.0.0.1');
    await new Promise((up) => server.on('listening', up));
    const { port } = server.address() as { port: number };
    const { stdout } = await fed(['explain', '--json', '-'], await failure(port, {}));
    server.close();
    expect(JSON.parse(stdout).value.id).toBe('tls-wrong-version-number');
  });

  test('a key that is another’s', async () => {
    let said = '';
    try {
      createSecureContext({ cert: leaf.pem, key: own.keyPem });
    } catch (problem) {
      said = String((problem as Error).stack);
    }
    const { value: answer } = await value(['explain', said], knownShape, how);
    expect(answer.id).toBe('openssl-key-mismatch');
  });
});
