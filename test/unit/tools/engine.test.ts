// The tools over one tray, as the thread runs them.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toPem } from '../../../main/pki/files/write.ts';
import { openEngine } from '../../../main/tools/engine.ts';
import { itemSchema } from '../../../preload/contract/item.ts';
import type { Result } from '../../../preload/contract/result.ts';
import { requestOrderSchema, type Tray, traySchema } from '../../../preload/contract/tools.ts';
import { certificate, key, openssl, opensslText, path, write } from '../pki/openssl.ts';

const ca = certificate({
  key: key('p256', 'ca'),
  subject: '/CN=Root',
  extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign'],
  more: ['-days', '90'],
});
const leaf = certificate({
  key: key('p256', 'leaf'),
  subject: '/CN=sensor7',
  extensions: ['subjectAltName=DNS:sensor7', 'basicConstraints=CA:FALSE'],
  issuer: { der: ca, key: key('p256', 'ca') },
  more: ['-days', '90'],
});
const files = {
  ca: write('ca.cer', ca),
  leaf: write('leaf.crt', toPem(leaf)),
  locked: write('locked.key', opensslText(['pkcs8', '-topk8', '-in', key('p256', 'leaf'), '-passout', 'pass:geheim'])),
  rubbish: write('rubbish.txt', 'nothing'),
};
const run = { signal: new AbortController().signal, progress: () => {} };
const engine = () => openEngine({ now: () => new Date(Date.now() + 60_000), platform: 'linux' });
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const refOf = (tray: Tray, name: string, item = 0) => ({
  file: tray.files.find((file) => file.name === name)?.id ?? -1,
  item,
});

async function filled(...paths: string[]) {
  const tools = engine();
  return { tools, tray: value(await tools.add({ paths }, run)) };
}

describe('the tray', () => {
  it('shows what is in the files, by the contract, and no path, byte or key', async () => {
    const { tray } = await filled(files.leaf, files.ca, files.rubbish, path('missing.crt'));
    traySchema.parse(tray);
    expect(tray.files.map(({ name, format, problems }) => [name, format, problems.map(({ code }) => code)])).toEqual([
      ['rubbish.txt', 'unknown', ['not-readable']],
      ['missing.crt', 'unknown', ['file-unreadable']],
      ['leaf.crt', 'pem', []],
      ['ca.cer', 'der', []],
    ]);
    expect(tray.sets).toMatchObject([{ title: 'sensor7', findings: ['key-missing', 'chain-complete'] }]);
    expect(tray.counts).toEqual({ files: 4, sets: 1, odd: 0, items: 2, troubled: 2 });
    expect(JSON.stringify(tray)).not.toContain(path(''));
  });

  it('opens a locked key with its passphrase, and tells a wrong one at once', async () => {
    const { tools, tray } = await filled(files.leaf, files.ca, files.locked);
    expect(tray.sets[0]?.findings).toContain('key-locked');
    const { file } = refOf(tray, 'locked.key');
    expect(tools.unlock({ file, passphrase: 'falsch' })).toMatchObject({
      ok: false,
      error: { code: 'passphrase-wrong' },
    });
    expect(value(tools.tray({ show: 10 }))).toEqual(tray);
    const open = value(tools.unlock({ file, passphrase: 'geheim' }));
    expect(open.sets[0]).toMatchObject({ key: { file }, findings: ['key-fits', 'chain-complete'] });
    expect(JSON.stringify(open)).not.toContain('geheim');
  });

  it('forgets what is removed', async () => {
    const { tools, tray } = await filled(files.leaf, files.ca);
    const ref = refOf(tray, 'leaf.crt');
    expect(value(tools.remove({ file: ref.file })).files.map(({ name }) => name)).toEqual(['ca.cer']);
    expect(tools.test({ ref })).toMatchObject({ ok: false, error: { code: 'no-such-object' } });
    expect(value(tools.clear({})).counts.files).toBe(0);
  });

  it('stops where it is cancelled, and keeps what was read', async () => {
    const tools = engine();
    const controller = new AbortController();
    const stopping = { signal: controller.signal, progress: (done: number) => done === 1 && controller.abort() };
    const stopped = await tools.add({ paths: [files.leaf, files.ca, files.rubbish] }, stopping as never);
    expect(stopped).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(value(tools.tray({ show: 10 })).files.map(({ name }) => name)).toEqual(['leaf.crt']);
  });

  it('shows a page of many, with every file that the page speaks of', async () => {
    const paths = Array.from({ length: 60 }, (_, n) =>
      write(`many-${n}.cer`, certificate({ key: key('p256', 'leaf'), subject: `/CN=${n}` })),
    );
    const { tools, tray } = await filled(...paths, files.leaf, files.ca);
    expect(tray.counts).toMatchObject({ files: 62, sets: 61 });
    expect(tray.sets).toHaveLength(50);
    expect(value(tools.tray({ show: 100 })).sets).toHaveLength(61);
    const shown = value(tools.tray({ show: 1 }));
    for (const set of shown.sets)
      for (const ref of [set.leaf, ...set.chain]) expect(shown.files.map(({ id }) => id)).toContain(ref?.file);
  });
});

describe('a conversion', () => {
  it('is made, written where the person says, and read back', async () => {
    const { tools, tray } = await filled(files.leaf, files.ca, files.locked);
    const { file } = refOf(tray, 'locked.key');
    tools.unlock({ file, passphrase: 'geheim' });
    const items = [refOf(tray, 'leaf.crt'), refOf(tray, 'ca.cer'), { file, item: 0 }];
    const order = {
      items,
      to: 'pfx' as const,
      keyEncoding: 'pkcs8' as const,
      pfxProfile: 'modern' as const,
      passphrase: 'neu',
    };
    const { token, suggested, openssl: command } = value(tools.convert({ order }));
    expect(suggested).toBe('sensor7.pfx');
    expect(command).toContain('openssl pkcs12 -export');
    expect(command).not.toMatch(/geheim|neu/);
    const written = value(await tools.writeConverted({ token, path: path('out.pfx') })).written;
    for (const item of written.items) itemSchema.parse(item);
    expect(written).toMatchObject({ name: 'out.pfx', openToOthers: false });
    expect(statSync(path('out.pfx')).mode & 0o777).toBe(0o600);
    expect(opensslText(['pkcs12', '-in', path('out.pfx'), '-passin', 'pass:neu', '-nodes'])).toContain('PRIVATE KEY');
    // The token is good for one file.
    expect(await tools.writeConverted({ token, path: path('again.pfx') })).toMatchObject({
      error: { code: 'no-such-object' },
    });
    expect(existsSync(path('again.pfx'))).toBe(false);
  });
});

describe('a request', () => {
  const order = {
    subject: [
      { type: 'C', value: 'US' },
      { type: 'O', value: 'Contoso' },
      { type: 'CN', value: 'Sensor7.contoso.com' },
      { type: 'OU', value: '  ' },
    ],
    sans: ['192.168.10.7', ''],
    key: { kind: 'p256' as const, passphrase: 'geheim' },
  };

  it('is written with its key, both for openssl to read', async () => {
    const tools = engine();
    const made = value(tools.makeRequest({ order }));
    expect(made.request).toMatchObject({ subject: 'CN=Sensor7.contoso.com,O=Contoso,C=US', signatureValid: true });
    expect(made.request.subjectAltNames).toMatchObject({ dns: ['sensor7.contoso.com'], ip: ['192.168.10.7'] });
    mkdirSync(path('made'));
    const { files: written } = value(await tools.writeRequest({ folder: path('made') }));
    expect(written.map(({ name, what }) => [name, what])).toEqual([
      ['sensor7.contoso.com.key', 'key'],
      ['sensor7.contoso.com.csr', 'request'],
    ]);
    const keyFile = path('made/sensor7.contoso.com.key');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(readFileSync(keyFile, 'utf8')).toContain('ENCRYPTED');
    const publicOf = (args: string[]) => openssl([...args, '-pubout', '-outform', 'DER']).toString('hex');
    const ofKey = publicOf(['pkey', '-in', keyFile, '-passin', 'pass:geheim']);
    const pem = execFileSync(
      'openssl',
      ['req', '-in', path('made/sensor7.contoso.com.csr'), '-noout', '-verify', '-pubkey'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    expect(openssl(['pkey', '-pubin', '-outform', 'DER'], pem).toString('hex')).toBe(ofKey);
  });

  it('is not written over anything, and a key without its request is not left behind', async () => {
    const tools = engine();
    mkdirSync(path('taken'));
    write('taken/sensor7.contoso.com.csr', 'here already');
    value(tools.makeRequest({ order }));
    expect(await tools.writeRequest({ folder: path('taken') })).toMatchObject({
      ok: false,
      error: { code: 'file-exists' },
    });
    expect(existsSync(path('taken/sensor7.contoso.com.key'))).toBe(false);
    expect(readFileSync(path('taken/sensor7.contoso.com.csr'), 'utf8')).toBe('here already');
    // It is still there to be written elsewhere.
    mkdirSync(path('free'));
    expect((await tools.writeRequest({ folder: path('free') })).ok).toBe(true);
  });

  it('may use a key on the tray, and its texts say what the form says', async () => {
    const { tools, tray } = await filled(write('plain.key', opensslText(['pkey', '-in', key('rsa2048')])));
    const made = value(tools.makeRequest({ order: { ...order, key: { use: refOf(tray, 'plain.key') } } }));
    expect(made.request.publicKey).toMatchObject({ algorithm: 'RSA', bits: 2048 });
    expect(made.texts.sanAttribute).toBe('SAN:dns=sensor7.contoso.com&ipaddress=192.168.10.7');
    expect(made.texts.inf).toContain('KeyLength = 2048');
    expect(value(tools.requestTexts({ order: { ...order, keyKind: 'ed25519' } })).inf).toBeNull();
  });

  it('tells which field is wrong before it makes a key', () => {
    const tools = engine();
    const wrong = (more: object) => tools.makeRequest({ order: { ...order, ...more } });
    expect(wrong({ subject: [{ type: 'C', value: 'USA' }] })).toMatchObject({ error: { code: 'subject-invalid' } });
    expect(wrong({ sans: ['not a name'] })).toMatchObject({ error: { code: 'san-invalid' } });
    expect(wrong({ key: { kind: 'p256', passphrase: '' } })).toMatchObject({ error: { code: 'convert-impossible' } });
    expect(requestOrderSchema.safeParse({ ...order, key: { kind: 'p256', passphrase: '' } }).success).toBe(false);
  });
});

describe('tests', () => {
  it('of a key, a request, a certificate beside its request, and a path', async () => {
    const request = write(
      'a.csr',
      opensslText([
        'req',
        '-new',
        '-key',
        key('p256', 'leaf'),
        '-subj',
        '/CN=sensor7',
        '-addext',
        'subjectAltName=DNS:sensor7,DNS:lost',
      ]),
    );
    const plain = write('b.key', opensslText(['pkey', '-in', key('p256', 'leaf')]));
    const { tools, tray } = await filled(files.leaf, files.ca, request, plain);
    const ref = (name: string) => refOf(tray, name);
    const keyTest = value(tools.test({ ref: ref('b.key') }));
    expect(keyTest.key?.every(({ state }) => state === 'good')).toBe(true);
    expect(value(tools.test({ ref: ref('a.csr') })).request?.map((each) => each.id)).toContain('signature-good');
    expect(value(tools.test({ ref: ref('leaf.crt') }))).toEqual({ key: null, request: null });
    const compared = value(tools.compare({ request: ref('a.csr'), certificate: ref('leaf.crt') }));
    expect(compared).toMatchObject({ verdict: 'changed', key: { same: true } });
    const question = {
      leaf: ref('leaf.crt'),
      roots: [ref('ca.cer')],
      host: 'sensor7',
      purpose: 'server' as const,
      at: null,
    };
    expect(value(tools.verify({ order: question }))).toMatchObject({ valid: true });
    expect(value(tools.verify({ order: { ...question, roots: [] } })).valid).toBe(false);
    expect(value(tools.verify({ order: { ...question, host: 'lost' } }))).toMatchObject({
      reason: { code: 'host-mismatch' },
    });
  });
});
