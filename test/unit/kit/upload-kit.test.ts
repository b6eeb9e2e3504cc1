// The kit on a real disk. What was written is judged by openssl and sha256sum, which know nothing of the plan.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtInProfiles } from '../../../main/acceptance/profiles.ts';
import { placeFiles } from '../../../main/acceptance/slots.ts';
import {
  generatePassphrase,
  judgePlan,
  type KitContent,
  type KitPlan,
  type KitWorld,
  planKit,
  planKitOf,
  rereadKit,
  writeKit,
} from '../../../main/kit/upload-kit.ts';
import { type KitPassphrase, uploadKitSchema } from '../../../preload/contract/upload-kit.ts';
import { openssl } from '../../support/openssl.ts';
import { der, keyOf, makeFiles, sensorProfile } from './kit-files.ts';

const made = makeFiles();
afterAll(made.remove);
const { dir, content } = made;
const passphrase = generatePassphrase(sensorProfile.passphrase.alphabet);
const world: KitWorld = { crls: [], fetched: null, host: 'sensor7.contoso.com', served: null, others: null };

const plan = (more: Partial<KitContent> = {}): KitPlan => {
  const planned = planKit({ ...content, ...more });
  if (!planned.ok) throw new Error(JSON.stringify(planned.error));
  return planned.value;
};
const folder = (name: string) => join(dir, name);
const base = 'sensor7.contoso.com';

const locked = plan({ passphrase });
const written = await writeKit(folder('locked'), locked, world);
const kit = written.ok ? written.value : undefined;
const clear = plan();
const writtenClear = await writeKit(folder('clear'), clear, world);

describe('a kit', () => {
  it('is the files that the form asks for, and says what is on the disk', () => {
    expect(written).toMatchObject({ ok: true });
    expect(uploadKitSchema.parse(kit)).toEqual(kit);
    expect(kit).toMatchObject({ folder: 'locked', locked: true, openToOthers: false });
    expect(kit?.files.map(({ name, what }) => [name, what])).toEqual([
      [`${base}.key`, 'key'],
      [`${base}.crt`, 'crt'],
      [`${base}.pem`, 'chain'],
      ['checklist.html', 'checklist'],
      ['SHA256SUMS', 'manifest'],
    ]);
    expect(readdirSync(folder('locked')).sort()).toEqual(kit?.files.map(({ name }) => name).sort());
    expect(kit?.leaf.sha256).toBe(made.leaf.sha256);
    const printed = openssl(dir, 'x509', '-in', `locked/${base}.crt`, '-noout', '-fingerprint', '-sha1');
    expect(kit?.leaf.sha1).toBe(printed.split('=')[1]?.trim().replaceAll(':', ''));
    if (process.platform !== 'win32') expect(statSync(folder(`locked/${base}.key`)).mode & 0o777).toBe(0o600);
  });

  it('is judged by what was read back, and a good one is not rejected', () => {
    expect(kit?.check.findings.filter(({ severity }) => severity === 'fail')).toEqual([]);
    expect(kit?.check).toMatchObject({ profile: { id: 'ot-sensor' }, at: content.at.toISOString(), validation: false });
  });

  it('has a key that openssl opens with the passphrase only, locked by AES-256 and HMAC-SHA-256', () => {
    const file = `locked/${base}.key`;
    const open = (pass: string) => spawnSync('openssl', ['pkey', '-in', file, '-passin', `pass:${pass}`], { cwd: dir });
    expect(open(passphrase).stdout.toString()).toBe(openssl(dir, 'pkey', '-in', made.leaf.key));
    expect(open(`${passphrase}x`).status).not.toBe(0);
    expect(openssl(dir, 'asn1parse', '-in', file)).toMatch(/PBES2.*PBKDF2.*hmacWithSHA256.*aes-256-cbc/s);
    expect(readFileSync(folder(file), 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n[^\r]*-----\n$/);
  });

  it('has the leaf alone in the CRT and the chain in order in the PEM, as openssl verifies it', () => {
    const count = (file: string) => readFileSync(folder(file), 'utf8').match(/-----BEGIN /g)?.length;
    expect(count(`locked/${base}.crt`)).toBe(1);
    expect(count(`locked/${base}.pem`)).toBe(2);
    openssl(dir, 'crl2pkcs7', '-nocrl', '-certfile', `locked/${base}.pem`, '-out', 'chain.p7b');
    const subjects = openssl(dir, 'pkcs7', '-in', 'chain.p7b', '-print_certs', '-noout').match(/^subject.*$/gm);
    expect(subjects?.map((line) => line.replace(/.*CN ?= ?/, ''))).toEqual(['Contoso Issuing CA', 'Contoso Root CA']);
    const root = ['-CAfile', made.root.certificate, '-untrusted', `locked/${base}.pem`];
    expect(openssl(dir, 'verify', ...root, `locked/${base}.crt`)).toContain('OK');
  });

  it('has checksums that sha256sum agrees with, until a bit is changed', () => {
    const check = (at: string) => spawnSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: folder(at) });
    const good = check('locked');
    expect(good.status).toBe(0);
    expect(good.stdout.toString().trim().split('\n')).toHaveLength(4);
    execFileSync('cp', ['-r', folder('locked'), folder('bent')]);
    const file = folder(`bent/${base}.crt`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('M', 'N'));
    expect(check('bent').status).not.toBe(0);
  });

  it('holds the passphrase in no file, and the key in the key file alone', async () => {
    const canary = `Canary-${passphrase}`;
    expect(writtenClear).toMatchObject({ ok: true, value: { locked: false } });
    expect((await writeKit(folder('canary'), plan({ passphrase: canary }), world)).ok).toBe(true);
    const all = (at: string) =>
      readdirSync(folder(at)).map((name) => [name, readFileSync(folder(`${at}/${name}`))] as const);
    for (const [name, bytes] of all('canary')) expect(bytes.includes(canary), name).toBe(false);
    const pem = openssl(dir, 'pkey', '-in', made.leaf.key).split('\n');
    // Each line but the borders and the first ones, which every RSA key and its certificate may share.
    const secrets = pem.filter((line) => line.length === 64).slice(8);
    expect(secrets.length).toBeGreaterThan(5);
    for (const secret of secrets) {
      expect(all('clear').flatMap(([name, bytes]) => (bytes.includes(secret) ? [name] : []))).toEqual([`${base}.key`]);
      expect(all('canary').filter(([, bytes]) => bytes.includes(secret))).toEqual([]);
    }
    expect(openssl(dir, 'pkey', '-in', `clear/${base}.key`)).toBe(pem.join('\n'));
  });

  it('of a certificate without a chain has no PEM, and says so', async () => {
    const lonely = plan({ chain: [] });
    expect(lonely.files.map(({ what }) => what)).toEqual(['key', 'crt', 'checklist', 'manifest']);
    const page = new TextDecoder().decode(lonely.files[2]?.bytes);
    expect(page).toContain('Leave it empty: there is nothing for it in this kit.');
  });
});

describe('the checklist', () => {
  const pageOf = (more: Partial<KitContent>) =>
    new TextDecoder().decode(plan(more).files.find(({ what }) => what === 'checklist')?.bytes);

  it('has the new root trusted before the old certificate goes, whichever of the two the kit knows', () => {
    for (const chain of [content.chain, []]) {
      const page = pageOf({ chain });
      const [trust, remove] = [page.indexOf('First have '), page.indexOf('Only then remove ')];
      expect(trust).toBeGreaterThan(0);
      expect(remove).toBeGreaterThan(trust);
    }
  });

  it('says where in the wizard of the first sign-in the form comes', () => {
    expect(pageOf({ screen: 'first-login' })).toContain(
      'In the wizard of the first sign-in, after activation: SSL/TLS Certificate',
    );
    expect(pageOf({ screen: 'system-settings' })).toMatch(/Go to: System settings › /i);
  });
});

describe('the kit of another profile', () => {
  it.each(builtInProfiles.map((profile) => [profile.id, profile] as const))(
    '%s has a file for each slot of its form, and no two of the same name',
    async (id, profile) => {
      const own = plan({ profile });
      const slots = own.files.slice(0, -2).map(({ what }) => what);
      expect(slots).toEqual(profile.form.map(({ slot }) => slot));
      expect(new Set(own.files.map(({ name }) => name)).size).toBe(own.files.length);
      const wrote = await writeKit(folder(`kit of ${id}`), own, world);
      expect(wrote).toMatchObject({ ok: true, value: { check: { profile: { id } } } });
      const page = readFileSync(folder(`kit of ${id}/checklist.html`), 'utf8');
      for (const { label } of profile.form) expect(page).toContain(label);
      expect(page.includes('browser')).toBe(profile.kind === 'appliance');
    },
  );

  it('has the chain behind the leaf where the form has no place of its own for it', async () => {
    const edge = builtInProfiles.find(({ id }) => id === 'iot-edge');
    if (!edge) throw new Error('no profile');
    const name = `${base}-crt.pem`;
    const wrote = await writeKit(folder('edge'), plan({ profile: edge }), world);
    const findings = wrote.ok ? wrote.value.check.findings.map(({ code }) => code) : [];
    expect(wrote.ok).toBe(true);
    expect(findings.filter((code) => code.startsWith('chain-'))).toEqual([]);
    openssl(dir, 'crl2pkcs7', '-nocrl', '-certfile', `edge/${name}`, '-out', 'edge.p7b');
    const subjects = openssl(dir, 'pkcs7', '-in', 'edge.p7b', '-print_certs', '-noout').match(/^subject.*$/gm);
    expect(subjects?.map((line) => line.replace(/.*CN ?= ?/, ''))).toEqual([
      'sensor7.contoso.com',
      'Contoso Issuing CA',
      'Contoso Root CA',
    ]);
    expect(
      openssl(dir, 'x509', '-in', `edge/${name}`, '-noout', '-fingerprint', '-sha256').replace(/.*=|[:\s]/g, ''),
    ).toBe(made.leaf.sha256);
  });

  it('uses the endings of the form', () => {
    const names = plan({
      profile: { ...sensorProfile, form: sensorProfile.form.map((each) => ({ ...each, extension: '.pem' })) },
    });
    expect(names.files.slice(0, 3).map(({ name }) => name)).toEqual([
      `${base}-key.pem`,
      `${base}-crt.pem`,
      `${base}-chain.pem`,
    ]);
  });
});

describe('nothing is overwritten, and nothing stays half done', () => {
  it('refuses a folder that has one of the files', async () => {
    mkdirSync(folder('taken'));
    writeFileSync(folder('taken/SHA256SUMS'), 'mine');
    expect(await writeKit(folder('taken'), plan(), world)).toEqual({
      ok: false,
      error: { code: 'file-exists', facts: { file: 'SHA256SUMS' } },
    });
    expect(readdirSync(folder('taken'))).toEqual(['SHA256SUMS']);
    expect(readFileSync(folder('taken/SHA256SUMS'), 'utf8')).toBe('mine');
  });

  it('goes into a folder with other things, and into one that has to be made', async () => {
    mkdirSync(folder('shared'));
    writeFileSync(folder('shared/notes.txt'), 'mine');
    expect((await writeKit(folder('shared'), plan(), world)).ok).toBe(true);
    expect(readdirSync(folder('shared'))).toHaveLength(6);
    expect((await writeKit(folder('deep/deeper'), plan(), world)).ok).toBe(true);
  });

  it('leaves nothing behind where the folder cannot be made', async () => {
    writeFileSync(folder('file'), '');
    expect(await writeKit(folder('file/kit'), plan(), world)).toMatchObject({
      ok: false,
      error: { code: 'write-failed' },
    });
  });

  it('is judged for what it is, also where the appliance would refuse it', async () => {
    const expired = plan({ at: new Date(Date.now() + 400 * 86_400_000) });
    expect(judgePlan(expired, world).verdict).toBe('reject');
    expect(await writeKit(folder('expired'), expired, world)).toMatchObject({
      ok: true,
      value: { check: { verdict: 'reject' } },
    });
  });
});

describe('out of files in their slots', () => {
  const { leaf: _, key: _key, chain: _chain, passphrase: _passphrase, ...rest } = content;
  const pfx = (secret: string) => {
    const how = ['-inkey', made.leaf.key, '-in', made.leaf.certificate, '-certfile', made.intermediate.certificate];
    openssl(dir, 'pkcs12', '-export', ...how, '-out', 'all.pfx', '-passout', `pass:${secret}`);
    return [{ name: 'all.pfx', bytes: new Uint8Array(readFileSync(folder('all.pfx'))), slot: null }];
  };
  const of = (secret: string, typed: string | null, wanted: KitPassphrase = { kind: 'keep' }) =>
    planKitOf(placeFiles(pfx(secret), typed), { ...rest, passphrase: typed, wanted });

  it('a locked key stays locked, unless it is wanted otherwise', () => {
    const locks = (result: ReturnType<typeof of>) => (result.ok ? result.value.content.passphrase : result.error);
    expect(locks(of('Right-1', 'Right-1'))).toBe('Right-1');
    expect(locks(of('Right-1', 'Right-1', { kind: 'none' }))).toBe(null);
    expect(locks(of('Right-1', 'Right-1', { kind: 'new', passphrase: 'Other-1' }))).toBe('Other-1');
    expect(locks(of('Right-1', 'two words'))).toMatchObject({ facts: { reason: 'no-certificate' } });
    // With what opened nothing, nothing is locked.
    expect(locks(of('', 'Right-1'))).toBe(null);
  });
});

describe('a kit that was changed on the disk is found out', () => {
  const damage: [string, string, (file: string) => void][] = [
    [
      'a bit of the certificate',
      `${base}.crt`,
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('M', 'N')),
    ],
    ['the end of the chain', `${base}.pem`, (file) => writeFileSync(file, readFileSync(file).subarray(0, -200))],
    ['an empty key', `${base}.key`, (file) => writeFileSync(file, '')],
    ['the checklist', 'checklist.html', (file) => writeFileSync(file, `${readFileSync(file, 'utf8')} `)],
    ['the checksums', 'SHA256SUMS', (file) => writeFileSync(file, '')],
    [
      'the same key under another passphrase',
      `${base}.key`,
      (file) => openssl(dir, 'pkcs8', '-topk8', '-in', made.leaf.key, '-out', file, '-passout', 'pass:other'),
    ],
    ['another key', `${base}.key`, (file) => openssl(dir, 'genrsa', '-out', file, '2048')],
  ];

  it.each(damage)('%s', async (what, name, change) => {
    const at = folder(`damaged ${what}`);
    // A lock costs a third of a second each time that it is opened.
    const [from, planned] = what.includes('passphrase') ? (['locked', locked] as const) : (['clear', clear] as const);
    execFileSync('cp', ['-r', folder(from), at]);
    expect((await rereadKit(at, planned, world)).ok).toBe(true);
    change(join(at, name));
    const error = { code: 'read-back-differs', facts: { file: name } };
    expect(await rereadKit(at, planned, world)).toEqual({ ok: false, error });
    rmSync(join(at, name));
    expect(await rereadKit(at, planned, world)).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
  });
});

describe('a plan is refused', () => {
  it('with a passphrase that the appliance does not take, without telling which characters', () => {
    const refused = planKit({ ...content, passphrase: 'päss & word$' });
    expect(refused).toEqual({
      ok: false,
      error: { code: 'passphrase-characters', facts: { count: 5, allowed: sensorProfile.passphrase.alphabet } },
    });
  });

  it('with an empty passphrase, and with the key of another certificate', () => {
    const impossible = (reason: string) => ({ ok: false, error: { code: 'kit-impossible', facts: { reason } } });
    expect(planKit({ ...content, passphrase: '' })).toEqual(impossible('passphrase-empty'));
    expect(planKit({ ...content, key: keyOf(made.root.key) })).toEqual(impossible('key-does-not-fit'));
    expect(planKit({ ...content, leaf: der(made.root.certificate) })).toEqual(impossible('key-does-not-fit'));
  });
});
