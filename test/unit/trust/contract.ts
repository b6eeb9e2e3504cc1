// What every store promises, whatever is behind it. Run against each of them; a store brings only where it lives.
import { beforeAll, describe, expect, it } from 'vitest';
import type { StoredCertificate, TrustStore } from '../../../main/trust/trust-store.ts';
import type { Result } from '../../../preload/contract/result.ts';
import { makeCertificates, sha1Of, sha256Of } from './certificates.ts';

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.facts)}`);
  return result.value;
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);
const fingerprints = (entries: StoredCertificate[]): string[] => entries.map(({ sha256 }) => sha256).sort();

export type Subject = {
  /** The store in the same world each time, as another process would open it. */
  open: () => TrustStore;
  /** Whether it knows its own certificates from other people's. */
  tellsWhoAdded?: boolean;
};

export function storeContract(name: string, { open, tellsWhoAdded = true }: Subject): void {
  describe(`${name} keeps the contract`, () => {
    let made: ReturnType<typeof makeCertificates>;
    let before: string[];

    beforeAll(async () => {
      made = makeCertificates();
      before = fingerprints(value(await open().list()));
    });

    it('says what it is', async () => {
      expect(open().location).not.toBe('');
      expect(await open().needsRights()).toBe(false);
    });

    it('takes no intermediate and no ordinary leaf as a root', () => {
      const store = open();
      expect(store.accepts('root-ca', 'root')).toBe(true);
      expect(store.accepts('intermediate-ca', 'root')).toBe(false);
      expect(store.accepts('leaf', 'root')).toBe(false);
      expect(store.accepts('leaf', 'intermediate')).toBe(false);
      expect(store.accepts('root-ca', 'intermediate')).toBe(false);
    });

    it('adds a root once, and finds it by its SHA-256 in any case', async () => {
      const sha256 = sha256Of(made.root);
      expect(value(await open().find(sha256))).toBeNull();
      expect(value(await open().add(made.root, { role: 'root-ca', place: 'root' }))).toEqual({ changed: true });
      const found = value(await open().find(sha256.toLowerCase()));
      expect(found).toMatchObject({ sha256, sha1: sha1Of(made.root), place: 'root' });
      if (tellsWhoAdded) expect(found?.addedByUs).toBe(true);
      expect(Buffer.from(found?.der ?? []).equals(made.root)).toBe(true);
      expect(value(await open().add(made.root, { role: 'root-ca', place: 'root' }))).toEqual({ changed: false });
      expect(fingerprints(value(await open().list()))).toEqual([...before, sha256].sort());
    });

    it('tells a renewed root of the same name and key, and one of the same serial number, from the first', async () => {
      for (const der of [made.renewed, made.stranger])
        expect(value(await open().add(der, { role: 'root-ca', place: 'root' }))).toEqual({ changed: true });
      const three = [made.root, made.renewed, made.stranger].map(sha256Of);
      expect(fingerprints(value(await open().list()))).toEqual([...before, ...three].sort());

      expect(value(await open().remove(sha256Of(made.root)))).toEqual({ changed: true });
      expect(value(await open().find(sha256Of(made.root)))).toBeNull();
      expect(fingerprints(value(await open().list()))).toEqual([...before, ...three.slice(1)].sort());

      for (const sha256 of three.slice(1))
        expect(value(await open().remove(sha256.toLowerCase()))).toEqual({ changed: true });
      expect(fingerprints(value(await open().list()))).toEqual(before);
    });

    it('takes a self-signed leaf if it says so, and refuses it if not', async () => {
      const result = await open().add(made.selfSigned, { role: 'self-signed-leaf', place: 'root' });
      if (open().accepts('self-signed-leaf', 'root')) {
        expect(value(result)).toEqual({ changed: true });
        expect(value(await open().find(sha256Of(made.selfSigned)))).toMatchObject({ place: 'root' });
        expect(value(await open().remove(sha256Of(made.selfSigned)))).toEqual({ changed: true });
      } else {
        expect(codeOf(result)).toBe('store-refuses-role');
      }
      expect(fingerprints(value(await open().list()))).toEqual(before);
    });

    it('takes an intermediate as what it is if it says so, never as a root', async () => {
      const result = await open().add(made.intermediate, { role: 'intermediate-ca', place: 'intermediate' });
      if (open().accepts('intermediate-ca', 'intermediate')) {
        expect(value(result)).toEqual({ changed: true });
        expect(value(await open().find(sha256Of(made.intermediate)))).toMatchObject({ place: 'intermediate' });
        expect(value(await open().remove(sha256Of(made.intermediate)))).toEqual({ changed: true });
      } else {
        expect(codeOf(result)).toBe('store-refuses-role');
      }
      expect(codeOf(await open().add(made.intermediate, { role: 'intermediate-ca', place: 'root' }))).toBe(
        'store-refuses-role',
      );
      expect(fingerprints(value(await open().list()))).toEqual(before);
    });

    it('goes by the certificate and not by what it is told', async () => {
      for (const role of ['root-ca', 'self-signed-leaf'] as const) {
        for (const der of [made.intermediate, made.leaf])
          expect(codeOf(await open().add(der, { role, place: 'root' }))).toBe('store-refuses-role');
      }
      expect(codeOf(await open().add(made.root, { role: 'self-signed-leaf', place: 'root' }))).toBe(
        'store-refuses-role',
      );
      expect(codeOf(await open().add(Buffer.from('hello'), { role: 'root-ca', place: 'root' }))).toBe(
        'not-a-certificate',
      );
      expect(fingerprints(value(await open().list()))).toEqual(before);
    });

    it('takes a version-1 root for a root where its signatures have shown that it is one', async () => {
      expect(value(await open().add(made.version1, { role: 'root-ca', place: 'root' }))).toEqual({ changed: true });
      expect(value(await open().remove(sha256Of(made.version1)))).toEqual({ changed: true });
    });

    it('has nothing to do where there is nothing to remove', async () => {
      expect(value(await open().remove(sha256Of(made.root)))).toEqual({ changed: false });
      expect(value(await open().remove(sha256Of(made.root), 'intermediate'))).toEqual({ changed: false });
    });
  });
}
