import { createHash } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyAll, isDone, isHalfDone, needsRights } from '../../../main/privileged/apply.ts';
import { inverseOf, type Operation, thumbprintOf } from '../../../main/privileged/operations.ts';
import type { TrustStore } from '../../../main/trust/trust-store.ts';
import { makeRoot } from './roots.ts';
import { addHost, addRoot, hostsText, type TempWorld, tempWorld, worldIn } from './temp-world.ts';

const root = makeRoot('Apply Root');
const hash = (text: string) => createHash('sha256').update(text).digest('hex').toUpperCase();
let at: TempWorld;
beforeEach(() => {
  at = tempWorld();
});
afterEach(() => at.remove());

const storeOf = ({ world }: TempWorld) => world.storeOf('linux-system') as TrustStore;
const inverse = (operation: Operation) => inverseOf(operation) as Operation;

describe('an operation on a store', () => {
  it('is done once, and taken back', async () => {
    const add = addRoot(root);
    expect(await isDone(add, at.world)).toEqual({ ok: true, value: false });
    expect(await applyAll([add], at.world)).toEqual({ changed: [true], error: null });
    expect(await isDone(add, at.world)).toEqual({ ok: true, value: true });
    expect(await applyAll([add], at.world)).toEqual({ changed: [false], error: null });
    expect(await applyAll([inverse(add)], at.world)).toEqual({ changed: [true], error: null });
    expect(at.trusted()).toEqual([]);
  });

  it('is done or half done as the store shows, and an undo takes away what a kill left', async () => {
    const add = addRoot(root);
    at.putHalf(add);
    expect([await isDone(add, at.world), await isHalfDone(add, at.world)]).toEqual([
      { ok: true, value: false },
      { ok: true, value: true },
    ]);
    expect(await isDone(inverse(add), at.world)).toEqual({ ok: true, value: false });
    expect(await applyAll([inverse(add)], at.world)).toEqual({ changed: [true], error: null });
    expect(at.inStore()).toEqual([]);
    at.putHalf(add);
    await applyAll([add], at.world);
    expect(at.inStore()).toEqual([`${thumbprintOf(add)}.der`]);
    expect(await isHalfDone(add, at.world)).toEqual({ ok: true, value: false });
  });

  it('puts nothing in where somebody else has it there, and puts theirs back as it was', async () => {
    const add = addRoot(root);
    at.putTheirs(add);
    expect(await applyAll([add], at.world)).toEqual({ changed: [false], error: null });
    await applyAll([inverse(add)], at.world);
    await applyAll([{ ...add, was: { nickname: 'theirs', flags: 'C,,' } }], at.world);
    expect(at.inStore()).toEqual([`${thumbprintOf(add)}.theirs`]);
  });

  it('is refused for a store that is not there', async () => {
    const result = await applyAll([{ ...addRoot(root), store: 'windows-machine' }], at.world);
    expect(result).toMatchObject({ changed: [], error: { code: 'store-missing' } });
  });

  it('does not believe a store that says done and is not', async () => {
    const lying = { ...storeOf(at), add: async () => ({ ok: true as const, value: { changed: true } }) };
    const result = await applyAll([addRoot(root)], { ...at.world, storeOf: () => lying });
    expect(result).toMatchObject({ changed: [], error: { code: 'not-trusted-yet' } });
  });
});

describe('an operation on the hosts file', () => {
  it('is done once, and taken back to the byte, with a backup', async () => {
    const add = addHost('sensor7.contoso.com');
    expect(await applyAll([add], at.world)).toEqual({ changed: [true], error: null });
    expect(at.hosts()).toContain('192.0.2.7\tsensor7.contoso.com\t# certwright j1');
    expect(await applyAll([add], at.world)).toEqual({ changed: [false], error: null });
    expect(await applyAll([inverse(add)], at.world)).toEqual({ changed: [true], error: null });
    expect(at.hosts()).toBe(hostsText);
    expect(readdirSync(join(at.folder, 'backups'))).toHaveLength(2);
  });

  it('clears away what a crash left of a new file, and nothing else', async () => {
    const left = join(at.folder, '.hosts.certwright-0123456789abcdef');
    const others = [
      '.hosts.certwright-0123456789abcdef.old',
      '.hosts.certwright-other',
      '.other.certwright-0123456789abcdef',
    ];
    for (const file of [left, ...others.map((name) => join(at.folder, name))]) writeFileSync(file, 'half of a fi');
    expect(await applyAll([addHost('a.example')], at.world)).toEqual({ changed: [true], error: null });
    expect(readdirSync(at.folder)).toEqual(expect.arrayContaining(others));
    expect(existsSync(left)).toBe(false);
  });

  it('takes nothing away where there is no place for the lock: it may be in use', async () => {
    const left = join(at.folder, '.hosts.certwright-0123456789abcdef');
    writeFileSync(left, 'half of a fi');
    const backupDir = () => ({ ok: true as const, value: join(at.folder, 'none', 'backups') });
    expect(await applyAll([addHost('a.example')], { ...at.world, backupDir })).toMatchObject({ error: null });
    expect(existsSync(left)).toBe(true);
  });

  it('acts only on the file that was previewed', async () => {
    const before = hash(hostsText);
    at.setHosts(`${hostsText}\n# somebody was here\n`);
    const result = await applyAll([{ ...addHost('a.example'), before }], at.world);
    expect(result).toMatchObject({ changed: [], error: { code: 'hosts-changed' } });
    expect(existsSync(join(at.folder, 'backups'))).toBe(false);
  });

  it('takes several lines of one preview in one go', async () => {
    const before = hash(hostsText);
    const operations = ['a.example', 'b.example', 'c.example'].map((name) => ({ ...addHost(name), before }));
    expect(await applyAll(operations, at.world)).toEqual({ changed: [true, true, true], error: null });
    const back = operations.map(inverse).reverse();
    expect(await applyAll(back, at.world)).toEqual({ changed: [true, true, true], error: null });
    expect(at.hosts()).toBe(hostsText);
  });

  it('stops at a conflict and says how far it came', async () => {
    const applied = await applyAll([addHost('a.example'), addHost('old.example'), addHost('b.example')], at.world);
    expect(applied).toMatchObject({ changed: [true], error: { code: 'hosts-conflict' } });
    expect(await isDone(addHost('old.example'), at.world)).toEqual({ ok: true, value: false });
    expect(at.hosts()).not.toContain('b.example');
  });

  it('finds no work where somebody else says the same', async () => {
    expect(await isDone(addHost('old.example', '10.0.0.1'), at.world)).toEqual({ ok: true, value: true });
  });
});

describe('the question about rights', () => {
  it('is asked of the store and of the hosts file', async () => {
    for (const operation of [addRoot(root), addHost('a.example')]) {
      expect(await needsRights(operation, at.world)).toEqual({ ok: true, value: false });
      expect(await needsRights(operation, worldIn(at.folder, true))).toEqual({ ok: true, value: true });
    }
  });
});
