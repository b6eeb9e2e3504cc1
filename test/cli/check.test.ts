// `check` as its users run it, on files by openssl, with lists of revoked certificates from a real server.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import otSensor from '../../assets/profiles/ot-sensor.json' with { type: 'json' };
import { openssl } from '../support/openssl.ts';
import { certwright, error, value, workspace } from './kit.ts';
import { checkShape, names, revocationList, subject, uploadSet } from './upload-files.ts';

const { dir, home, file, write } = workspace();
const passphrase = 'Right-pass-7';
const how = { home, cwd: dir, env: { RIGHT: passphrase, WRONG: 'Wrong-pass-7', EMPTY: '' } };
const { more } = uploadSet(dir, passphrase);
const check = (...args: string[]) => value(['check', ...args], checkShape, how);
const refused = (...args: string[]) => error(['check', ...args], how);
const good = ['--crt', 'leaf.crt', '--key', 'leaf.key', '--chain', 'chain.pem'];
const found = ({ findings }: { findings: { code: string; severity: string }[] }, severity: string) =>
  findings.filter((each) => each.severity === severity).map(({ code }) => code);

/** Answers on loopback until the tests are over. */
async function serve(listener: RequestListener): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => new Promise<void>((closed) => server.close(() => closed()));
  afterAll(close);
  return { port: (server.address() as AddressInfo).port, close };
}

/** The paragraphs of what people read, each in one line. */
const saysFirst = async (...args: string[]) => {
  const { stdout } = await certwright(['check', ...args], how);
  return stdout.split('\n\n').map((paragraph) => paragraph.replace(/\s+/g, ' '));
};

describe('the verdict', () => {
  test('on a good set', async () => {
    const { code, value: said } = await check(...good, '--host', 'sensor7.contoso.com');
    expect([code, said.verdict, said.profile.id, said.validation]).toEqual([0, 'accept', 'ot-sensor', false]);
    expect([...found(said, 'fail'), ...found(said, 'warn')]).toEqual([]);
  });

  test('on a passphrase: right, wrong, missing, and one that does not unlock anything', async () => {
    const locked = ['--crt', 'leaf.crt', '--key', 'locked.key', '--chain', 'chain.pem'];
    expect(await check(...locked, '--passphrase-env', 'RIGHT')).toMatchObject({
      code: 0,
      value: { verdict: 'accept' },
    });
    for (const args of [['--passphrase-env', 'WRONG'], ['--passphrase-env', 'EMPTY'], []]) {
      const { code, value: said } = await check(...locked, ...args);
      expect([code, said.verdict]).toEqual([1, 'reject']);
      const failed = said.findings.find(({ severity }) => severity === 'fail');
      expect(failed).toMatchObject({ consoleMessage: 'Passphrase does not match to the key' });
    }
    const unused = await check(...good, '--passphrase-env', 'RIGHT');
    expect(unused.value.findings.map(({ code }) => code)).toContain('passphrase-unused');
  });

  test('on a reply in PKCS#7, whatever stands first in it: it is a bundle, and the key belongs to what is in it', async () => {
    const made = ['-nocrl', '-certfile', 'chain.pem', '-certfile', 'leaf.crt', '-out', 'reply.p7b'];
    openssl(dir, 'crl2pkcs7', ...made);
    const { value: said } = await check('--crt', 'reply.p7b', '--key', 'leaf.key');
    expect(found(said, 'fail')).toEqual(['bundle']);
    expect(found(said, 'warn')).toEqual([]);
  });

  test('on a chain of another CA, with the sentence of the console', async () => {
    mkdirSync(file('other'));
    uploadSet(file('other'), passphrase);
    const { code, value: said } = await check(...good.slice(0, 4), '--chain', 'other/chain.pem');
    expect(code).toBe(1);
    expect(said.findings[0]).not.toHaveProperty('consoleLikely');
    expect(said.findings[0]).toMatchObject({
      severity: 'fail',
      file: 'other/chain.pem',
      consoleMessage: "Cannot validate chain of trust. The provided Certificate and Root CA don't match.",
    });
  });

  test('on a refusal without a documented sentence: the general one, told apart', async () => {
    more('another', [names]);
    const args = ['--crt', 'leaf.crt', '--key', 'another.key', '--chain', 'chain.pem'];
    const { value: said } = await check(...args);
    const mismatch = said.findings.find((each) => each.code === 'key-mismatch');
    expect(mismatch).toMatchObject({ severity: 'fail', consoleLikely: 'Certificate validation failed' });
    expect(mismatch).not.toHaveProperty('consoleMessage');
    expect((await saysFirst(...args)).join(' ')).toContain('probably its general one: “Certificate validation failed”');
  });

  test('as of another moment', async () => {
    const { code, value: said } = await check(...good, '--at', '2050-01-01T00:00:00Z');
    expect([code, said.at]).toEqual([1, '2050-01-01T00:00:00.000Z']);
    expect(said.findings[0]).toMatchObject({
      code: 'expired',
      consoleMessage: "This SSL certificate has expired and isn't considered valid.",
    });
  });

  test('on a PFX, which stands for what is in it', async () => {
    const { value: said } = await check('--crt', 'leaf.pfx', '--passphrase-env', 'RIGHT');
    expect([said.verdict, ...found(said, 'fail')]).toEqual(['reject', 'bundle']);
    const [headline] = await saysFirst('--crt', 'leaf.pfx', '--passphrase-env', 'RIGHT');
    expect(headline).toContain('as they lie there. The upload kit puts right what is wrong.');
    expect(said.findings.map(({ code }) => code)).not.toContain('key-missing');
  });

  test('where nobody said whether the appliance validates: that, and what it would refuse if it does', async () => {
    const { code, value: said } = await check(...good);
    expect([code, said.verdict, said.validation, said.validationStated]).toEqual([0, 'accept', false, false]);
    expect(said.withValidation).toMatchObject([{ id: 'crl-point', severity: 'fail' }]);
    const [, unsaid] = await saysFirst(...good);
    expect(unsaid).toMatch(/You have not said whether the appliance validates .*--crl-validation\. .*also refuse: /);
    const { value: stated } = await check(...good, '--crl-validation');
    expect([stated.validationStated, stated.withValidation]).toEqual([true, []]);
    expect(found(stated, 'fail')).toEqual(['no-distribution-point']);
    expect((await saysFirst(...good, '--crl-validation')).join(' ')).not.toContain('You have not said');
  });

  test('on a certificate that may have been downloaded from the sensor: not checked, as nobody has looked', async () => {
    const open = async (...args: string[]) =>
      (await check(...args)).value.findings.flatMap(({ id, severity }) => (severity === 'not-checked' ? [id] : []));
    expect(await open('--crt', 'leaf.crt', '--chain', 'chain.pem')).toEqual(
      expect.arrayContaining(['not-downloaded', 'common-name-unique']),
    );
    expect(await open(...good)).not.toContain('not-downloaded');
  });

  test('on a passphrase that the appliance refuses: how to lock the key with another one', async () => {
    const args = [...good, '--passphrase-env', 'STRANGE'];
    const { stdout } = await certwright(['check', ...args], { ...how, env: { STRANGE: 'päss & word' } });
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /certwright kit with --out-passphrase-env NAME.* It may have a–z, A–Z, 0–9/,
    );
    expect(stdout).toMatch(/^ {2}certwright kit .*--passphrase-env STRANGE --out-passphrase-env NAME --out DIR$/m);
    expect(stdout).not.toContain('päss');
  });

  test('on the CA’s reply in PKCS#7 or PEM with the root first: the certificate is picked by the key', async () => {
    const text = (name: string) => readFileSync(file(name), 'utf8');
    write('reply.pem', text('root.crt') + text('leaf.crt') + text('intermediate.crt'));
    openssl(dir, 'crl2pkcs7', '-nocrl', '-certfile', 'reply.pem', '-out', 'reply.p7b');
    openssl(dir, 'crl2pkcs7', '-nocrl', '-certfile', 'reply.pem', '-outform', 'DER', '-out', 'reply.p7c');
    for (const name of ['reply.p7b', 'reply.p7c', 'reply.pem']) {
      const { value: said } = await check('--crt', name, '--key', 'leaf.key');
      expect([said.verdict, ...found(said, 'fail'), ...found(said, 'warn')], name).toEqual(['reject', 'bundle']);
    }
    const [headline] = await saysFirst('--crt', 'reply.p7b', '--key', 'leaf.key');
    expect(headline).toContain('The upload kit puts right what is wrong.');
    const { stdout } = await certwright(['check', '--crt', 'reply.p7b', '--key', 'leaf.key'], how);
    expect(stdout).toMatch(/^ {2}certwright kit --crt reply\.p7b --key leaf\.key --out DIR$/m);
  });

  test('without a key: nothing is known about it, and the rest is judged', async () => {
    const { code, value: said } = await check('--crt', 'leaf.crt', '--chain', 'chain.pem');
    expect([code, said.verdict, said.complete]).toEqual([0, 'warn', false]);
    expect(found(said, 'warn')).toEqual([]);
    expect(found(said, 'not-checked')).toContain('key-missing');
    expect(said.findings.find((each) => each.code === 'key-missing')?.file).toBe('key');
    const [headline] = await saysFirst('--crt', 'leaf.crt', '--chain', 'chain.pem');
    expect(headline).toMatch(
      /^Not complete: no key was given, so nothing is known about it\. .*take the other files\./,
    );
    const [bad] = await saysFirst('--crt', 'leaf.crt', '--chain', 'chain.pem', '--at', '2050-01-01T00:00:00Z');
    expect(bad).toMatch(/will not take these files.*Not complete: no key was given/);
  });

  test('on texts as editors save them', async () => {
    const text = (name: string) => readFileSync(file(name), 'utf8');
    write('crlf.crt', text('leaf.crt').replaceAll('\n', '\r\n'));
    write('utf16.pem', Buffer.from(`\ufeff${text('chain.pem')}`, 'utf16le'));
    const { value: said } = await check('--crt', 'crlf.crt', '--key', 'leaf.key', '--chain', 'utf16.pem');
    const readable = said.findings.filter(
      ({ code }) => code.endsWith('-unreadable') || code.endsWith('-no-certificate'),
    );
    expect(readable).toEqual([]);
  });
});

describe('files', () => {
  test('that hold nonsense are refused, with the name as it was given', async () => {
    mkdirSync(file('sub'));
    write('sub/leaf.crt', '<html>Sign in</html>');
    const { code, value: said } = await check('--crt', 'sub/leaf.crt', ...good.slice(2));
    expect([code, said.verdict]).toEqual([1, 'reject']);
    expect(said.findings.find(({ severity }) => severity === 'fail')?.file).toBe('sub/leaf.crt');
    write('empty.crt', '');
    expect((await check('--crt', 'empty.crt')).code).toBe(1);
  });

  test('that are not there end it with 2', async () => {
    for (const args of [
      ['--crt', 'nowhere.crt'],
      [...good, '--crl', 'nowhere.crl'],
      ['--crt', 'leaf.crt', '--key', '.'],
    ])
      expect(await refused(...args)).toMatchObject({ code: 2, error: { code: 'file-unreadable' } });
  });

  test('wrong use', async () => {
    const wrong = [
      [],
      ['leaf.crt'],
      [...good, 'more.crt'],
      [...good, '--host', 'https://a.b'],
      [...good, '--passphrase-env', 'NOT_SET'],
      [...good, '--profile', 'nobody'],
      [...good, '--crl-validation', '--proxy', 'socks5://a'],
      [...good, '--crl-validation', '--timeout', 'long'],
    ];
    for (const args of wrong) expect((await refused(...args)).code, args.join(' ')).toBe(2);
  });
});

describe('revocation', () => {
  test('by a list in a file', async () => {
    // Nobody listens there.
    const gone = more('gone', [names, 'crlDistributionPoints=URI:http://127.0.0.1:9/gone.crl']);
    revocationList(dir, 'list', [gone]);
    const args = ['--crt', 'gone.crt', '--key', 'gone.key', '--chain', 'chain.pem', '--crl', 'list.crl'];
    expect((await check(...args)).value.findings.map(({ code }) => code)).toContain('revoked');
    const { code, value: said } = await check(...args, '--crl-validation');
    expect(said.findings.find((each) => each.code === 'revoked')).toMatchObject({
      consoleMessage: "This certificate has been revoked by the CRL and can't be trusted for a secure connection",
    });
    expect(code).toBe(1);
  });

  test('that nobody looked at is told to be not checked, and a list that says nothing is told by its name', async () => {
    more('listed', [names, 'crlDistributionPoints=URI:http://127.0.0.1:9/listed.crl']);
    const listed = ['--crt', 'listed.crt', '--key', 'listed.key', '--chain', 'chain.pem'];
    const unknown = async (...lists: string[]) => {
      const { value: said } = await check(...listed, ...lists);
      expect(found(said, 'not-checked'), lists.join()).toContain('revocation-unknown');
      return said.findings.filter(({ code }) => code === 'crl-unusable');
    };
    expect(await unknown()).toEqual([]);
    write('page.crl', '<html>Sign in</html>');
    expect(await unknown('--crl', 'page.crl')).toMatchObject([{ severity: 'info', file: 'page.crl' }]);
    mkdirSync(file('stranger'));
    uploadSet(file('stranger'), passphrase);
    revocationList(file('stranger'), 'theirs', []);
    const theirs = await unknown('--crl', 'stranger/theirs.crl');
    expect(theirs).toMatchObject([{ severity: 'info', file: 'stranger/theirs.crl' }]);
    expect(theirs[0]?.message).toContain('or a CA of the same name made it');
  });

  test('by the list of the certificate’s own server: asked only with validation on, through the proxy, and down', async () => {
    const asked: string[] = [];
    let list = Buffer.alloc(0);
    const listener =
      (kind: string): RequestListener =>
      ({ url = '' }, response) => {
        asked.push(`${kind} ${url}`);
        response.end(list);
      };
    const server = await serve(listener('server'));
    const proxy = await serve(listener('proxy'));
    const url = `http://127.0.0.1:${server.port}/issuing.crl`;
    more('online', [names, `crlDistributionPoints=URI:${url}`]);
    list = readFileSync(revocationList(dir, 'nobody', []));
    const online = ['--crt', 'online.crt', '--key', 'online.key', '--chain', 'chain.pem'];

    await check(...online);
    expect(asked).toEqual([]);
    const valid = await check(...online, '--crl-validation');
    expect(asked).toEqual(['server /issuing.crl']);
    expect(valid.value.validation).toBe(true);
    expect(valid.value.findings.map(({ code }) => code)).toContain('not-revoked');

    const through = await check(...online, '--crl-validation', '--proxy', `127.0.0.1:${proxy.port}`);
    expect(asked.slice(1)).toEqual([`proxy ${url}`]);
    expect(through.value.findings.map(({ code }) => code)).toContain('not-revoked');

    await server.close();
    const { stdout } = await certwright(['check', ...online, '--crl-validation'], how);
    // Commands stand alone on their lines, and no line break shows through as what it is.
    expect(stdout).toMatch(/^ +curl .*issuing\.crl'$/m);
    expect(stdout).not.toContain('\\u000a');
    const down = await check(...online, '--crl-validation');
    expect(down.value.findings.find(({ code }) => code === 'crl-unreachable')).toMatchObject({
      consoleMessage:
        'The CRL (Certificate Revocation List) location is not reachable. Verify the URL can be accessed from this appliance',
    });
  });
});

describe('a profile', () => {
  const own = { ...otSensor, id: 'own-box', name: 'Our own box' };

  test('of the site’s own: as a file, and by its id from the data folder', async () => {
    write('own.json', JSON.stringify(own));
    expect((await check(...good, '--profile', './own.json')).value.profile).toEqual({
      id: 'own-box',
      name: 'Our own box',
    });
    const folder = join(home, process.platform === 'win32' ? 'Certwright' : '.config/Certwright', 'profiles');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'own.json'), JSON.stringify(own));
    expect((await check(...good, '--profile', 'own-box')).value.profile.id).toBe('own-box');
  });

  test('that is broken is refused with the place of the fault', async () => {
    write('bent.json', '{\n  "format": 1,,\n}');
    const syntax = await refused(...good, '--profile', 'bent.json');
    expect(syntax).toMatchObject({ code: 2, error: { code: 'wrong-use' } });
    expect(syntax.error.message).toMatch(/bent\.json.*line 2/);
    const [first, ...rest] = own.rules;
    write(
      'bent2.json',
      JSON.stringify({ ...own, rules: [first, { ...rest[0], severity: 'deadly' }, ...rest.slice(1)] }),
    );
    expect((await refused(...good, '--profile', 'bent2.json')).error.message).toContain('rules[1].severity');
  });
});

test('for people: the verdict, then what is wrong, the appliance’s sentence, what to do, and where it is written', async () => {
  more('wild', ['subjectAltName=DNS:*.contoso.com'], subject.replace('sensor7', '*'));
  const { code, stdout, stderr } = await certwright(
    ['check', '--crt', 'wild.crt', '--key', 'locked.key', '--chain', 'chain.pem', '--passphrase-env', 'WRONG'],
    how,
  );
  expect([code, stderr]).toEqual([1, '']);
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toMatch(/Would be refused .*locked\.key: /);
  expect(text).toContain('The appliance is expected to say: “Passphrase does not match to the key”');
  expect(text).toMatch(/wild\.crt: .*wildcard/i);
  expect(text).toContain('2023-01-17');
  expect(stdout).not.toMatch(/undefined|\[object/);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
