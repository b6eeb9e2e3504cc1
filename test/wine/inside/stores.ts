// The store contract over crypt32, and what is Windows' own about its stores.
import { describe, expect, it } from 'vitest';
import { addToStore, listStore } from '../../../main/trust/crypt32.ts';
import { windowsFailure, windowsStore } from '../../../main/trust/windows.ts';
import { makeCertificates, sha256Of } from '../../unit/trust/certificates.ts';
import { storeContract, value } from '../../unit/trust/contract.ts';
import { isWine } from './is-wine.ts';

storeContract('LocalMachine', { open: () => windowsStore('machine') });
// For a root of the user Windows itself asks in a window.
if (isWine) storeContract('CurrentUser', { open: () => windowsStore('user') });

describe('the Windows stores', () => {
  const made = makeCertificates();

  it('put an intermediate into CA and a root into Root, under our name', async () => {
    value(await windowsStore('machine').add(made.root, { role: 'root-ca', place: 'root' }));
    value(await windowsStore('machine').add(made.intermediate, { role: 'intermediate-ca', place: 'intermediate' }));
    for (const [name, der] of [
      ['Root', made.root],
      ['CA', made.intermediate],
    ] as const) {
      const listed = await listStore({ scope: 'machine', name });
      const entry = listed.ok ? listed.value.find((each) => sha256Of(each.der) === sha256Of(der)) : undefined;
      expect(entry?.friendlyName).toBe('Certwright');
    }
    expect(value(await windowsStore('machine').remove(sha256Of(made.intermediate)))).toEqual({ changed: true });
  });

  it('of the user are not those of the machine, though Windows shows both in one', async () => {
    const [machine, user] = [windowsStore('machine'), windowsStore('user')];
    const sha256 = sha256Of(made.root);
    const asRoot = { role: 'root-ca', place: 'root' } as const;
    value(await machine.add(made.root, asRoot));
    const shown = await listStore({ scope: 'user', name: 'Root' });
    expect(shown.ok && shown.value.some(({ der }) => sha256Of(der) === sha256)).toBe(true);
    expect(value(await user.find(sha256))).toBeNull();
    expect(value(await user.remove(sha256))).toEqual({ changed: false });

    // Windows itself would ask the person.
    if (isWine) {
      expect(value(await user.add(made.root, asRoot))).toEqual({ changed: true });
      expect(value(await user.find(sha256))).toMatchObject({ place: 'root', addedByUs: true });
      expect(value(await machine.remove(sha256))).toEqual({ changed: true });
      expect(value(await user.find(sha256))).toMatchObject({ place: 'root' });
      value(await machine.add(made.root, asRoot));
      expect(value(await user.remove(sha256))).toEqual({ changed: true });
      expect(value(await user.find(sha256))).toBeNull();
      expect(value(await machine.find(sha256))).toMatchObject({ place: 'root' });
    }
    expect(value(await machine.remove(sha256))).toEqual({ changed: true });
  });

  it('take an intermediate of the user beside the same of the machine, and each goes by itself', async () => {
    const [machine, user] = [windowsStore('machine'), windowsStore('user')];
    const sha256 = sha256Of(made.intermediate);
    const asCa = { role: 'intermediate-ca', place: 'intermediate' } as const;
    value(await machine.add(made.intermediate, asCa));
    expect(value(await user.add(made.intermediate, asCa))).toEqual({ changed: true });
    expect(value(await user.remove(sha256))).toEqual({ changed: true });
    expect(value(await machine.find(sha256))).toMatchObject({ place: 'intermediate' });
    expect(value(await machine.remove(sha256))).toEqual({ changed: true });
    expect(value(await user.find(sha256))).toBeNull();
  });

  it('give back what somebody else had put in with every property', async () => {
    const where = { scope: 'machine', name: 'Root' } as const;
    const store = windowsStore('machine');
    const [sha256, other] = [made.root, made.stranger].map(sha256Of) as [string, string];
    value(await store.add(made.stranger, { role: 'root-ca', place: 'root' }));
    expect(await store.asItStands(other, 'root')).toEqual({ ok: true, value: 'plain' });
    expect((await addToStore(where, { der: made.root, friendlyName: 'Contoso proxy' })).ok).toBe(true);
    const was = value(await store.asItStands(sha256, 'root'));
    if (typeof was === 'string') throw new Error(was);
    value(await store.remove(sha256));
    const back = (der: Uint8Array) => store.add(der, { role: 'root-ca', place: 'root', was });
    // It is for the one certificate that it is of.
    value(await store.remove(other));
    expect(await back(made.stranger)).toMatchObject({ ok: false });
    expect(value(await store.find(other))).toBeNull();
    expect(value(await back(made.root))).toEqual({ changed: true });
    const listed = await listStore(where);
    const entry = listed.ok ? listed.value.find((each) => sha256Of(each.der) === sha256) : undefined;
    expect(entry?.friendlyName).toBe('Contoso proxy');
    expect(value(await store.find(sha256))).toMatchObject({ addedByUs: false });
    expect(await store.asItStands(sha256, 'root')).toEqual({ ok: true, value: was });
    value(await store.remove(sha256));
  });

  it('never replace what is there, and say what went wrong as a number', async () => {
    const where = { scope: 'machine', name: 'CA' } as const;
    value(await windowsStore('machine').add(made.intermediate, { role: 'intermediate-ca', place: 'intermediate' }));
    const again = await addToStore(where, { der: made.intermediate, friendlyName: 'someone else' });
    expect(again).toEqual({ ok: false, code: 0x8009_2005 });
    expect(await addToStore(where, { der: Buffer.from('no certificate'), friendlyName: '' })).toMatchObject({
      ok: false,
    });
    value(await windowsStore('machine').remove(sha256Of(made.intermediate)));
    expect(windowsFailure('x', 5).error.code).toBe('rights-missing');
  });
});
