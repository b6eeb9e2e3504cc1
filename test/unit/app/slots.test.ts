// Files in slots without a journey, as the troubleshooter has them: by the contract, and without the secret that was typed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtInProfiles } from '../../../main/acceptance/profiles.ts';
import { SlotsDesk } from '../../../main/app/slots.ts';
import type { Engine } from '../../../main/journeys/deploy/world.ts';
import { openEngine } from '../../../main/tools/engine.ts';
import { FilesInSlots } from '../../../main/tools/slots.ts';
import { precheckSchema } from '../../../preload/contract/precheck.ts';
import { slotsSchema } from '../../../preload/contract/slots.ts';
import { CompanyCa, newKey, sensorSubject, serverExtensions } from '../../support/company-ca.ts';
import { openssl } from '../../support/openssl.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const passphrase = 'Slots.Canary-91';
const folder = mkdtempSync(join(tmpdir(), 'slots-desk-'));
const run = { signal: new AbortController().signal, stage: () => {} };
const files: Record<string, string> = {};
let chosen: string[] = [];

beforeAll(() => {
  const root = new CompanyCa(folder, 'Root');
  const key = newKey(folder, 'plain.key');
  files.key = join(folder, 'locked.key');
  openssl(folder, 'pkcs8', '-topk8', '-in', key, '-passout', `pass:${passphrase}`, '-out', files.key);
  files.crt = root.issue({ subject: sensorSubject, extensions: serverExtensions(), key });
  files.chain = join(folder, 'chain.pem');
  writeFileSync(files.chain, root.pem);
});
afterAll(() => rmSync(folder, { recursive: true }));

function desk() {
  const engine = openEngine({ now: () => new Date(), platform: 'linux' });
  const call = async (name: keyof typeof engine, argument: unknown) =>
    (engine[name] as (argument: unknown, run: unknown) => unknown)(argument, {
      signal: run.signal,
      progress: () => {},
    });
  return new SlotsDesk({
    engine: { call } as Engine,
    profiles: () => builtInProfiles,
    ask: { files: async () => chosen, folder: async () => null, reveal: () => {} },
    pace: { pause: 1, patience: 1, list: 1_000 },
  });
}

describe('the slots of the troubleshooter', () => {
  const order = { profile: 'ot-sensor', host: ' https://sensor.contoso.com/ ', proxy: null, validation: false };

  it('do not bring back what was removed while other files are read', async () => {
    const slots = new FilesInSlots();
    await slots.add([files.key ?? ''], { signal: run.signal, progress: () => {} });
    const id = slots.held().view.files[0]?.id ?? -1;
    const more = [files.crt ?? '', files.chain ?? ''];
    await slots.add(more, { signal: run.signal, progress: () => slots.remove(id) });
    expect(slots.held().files.map(({ path }) => path)).toEqual(more);
  });

  it('take files from the dialog and from a drop, and are judged', async () => {
    const slots = desk();
    chosen = [];
    expect(await slots.choose(run)).toEqual({ ok: true, value: { files: [], passphrase: 'none' } });
    chosen = [files.key ?? '', files.crt ?? ''];
    await slots.choose(run);
    const added = await slots.add([files.chain ?? ''], run);
    if (!added.ok) throw new Error(added.error.code);
    expect(slotsSchema.parse(added.value).files.map(({ slot }) => slot)).toEqual(['key', 'crt', 'chain']);
    expect(added.value.passphrase).toBe('needed');
    const codes = async () => {
      const checked = await slots.check(order, run);
      if (!checked.ok) throw new Error(checked.error.code);
      return precheckSchema.parse(checked.value).findings.map(({ code }) => code);
    };
    expect(await codes()).toContain('passphrase-needed');
    const typed = await slots.passphrase(passphrase);
    expect(typed).toMatchObject({ value: { passphrase: 'right' } });
    expect(await codes()).not.toContain('passphrase-needed');
    expect(await codes()).not.toContain('san-lacks-host');
    expect(JSON.stringify(typed)).not.toContain(passphrase);
    expect(JSON.stringify(typed)).not.toContain(folder);
    const [key] = added.value.files;
    expect(await slots.place(key?.id ?? -1, 'none')).toMatchObject({ value: { files: [{ slot: 'none' }, {}, {}] } });
    expect(await slots.remove(key?.id ?? -1)).toMatchObject({ value: { files: [{ slot: 'crt' }, { slot: 'chain' }] } });
    expect(await slots.clear()).toEqual({ ok: true, value: { files: [], passphrase: 'none' } });
    expect(await slots.view()).toEqual(await slots.clear());
  });

  it('refuse an appliance, an address and a proxy that are none', async () => {
    const slots = desk();
    const refused = async (change: Partial<typeof order> | { proxy: string }) => {
      const answer = await slots.check({ ...order, ...change }, run);
      return answer.ok ? null : answer.error.code;
    };
    expect(await refused({ profile: 'nobody' })).toBe('profile-missing');
    expect(await refused({ host: '300.1.1.1' })).toBe('address-invalid');
    expect(await refused({ proxy: 'ftp://proxy' })).toBe('proxy-invalid');
    expect(await refused({ host: null as never })).toBeNull();
  });
});
