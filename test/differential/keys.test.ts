// Key files: what is in them, how they are locked, and whether the key is sound; and openssl reads what we write.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { readObjects } from '../../main/pki/files/read.ts';
import { checkKey } from '../../main/pki/keys/check-key.ts';
import { readPrivateKey } from '../../main/pki/keys/private-key.ts';
import { encodeKey } from '../../main/pki/keys/write-key.ts';
import { corpus } from './support/corpus.ts';
import { keyTable } from './support/keys-table.ts';
import { Ledger } from './support/ledger.ts';
import { type Checked, madeKeys, opensslChecks } from './support/made-keys.ts';
import { ourKeyFields } from './support/openssl-text.ts';
import { base64, bytesOf, runAll } from './support/run.ts';
import { tampered } from './support/tampered-keys.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();
const ledger = new Ledger('keys', keyTable);

const made = () => corpus('keys-openssl', madeKeys);

describe('keys', () => {
  it('made by openssl', () => {
    for (const { id, maker, bytes, passphrase, encoding, openssl, spki } of made()) {
      ledger.object(maker);
      const { objects, problems } = readObjects(bytesOf(bytes), passphrase === null ? {} : { passphrase });
      const [object] = objects;
      ledger.same(id, 'problems', problems.map(({ code }) => code).join(), '');
      if (object?.kind !== 'privateKey') {
        ledger.same(id, 'kind', object?.kind, 'privateKey');
        continue;
      }
      const { item, key } = object;
      ledger.same(id, 'encrypted', item.encrypted, passphrase !== null);
      ledger.same(id, 'encoding', item.encoding ?? null, encoding);
      ledger.fields(id, 'openssl', item.publicKey ? ourKeyFields(item.publicKey) : {}, openssl);
      ledger.same(id, 'key sha256', item.publicKey?.sha256, sha256(bytesOf(spki)));
      ledger.same(id, 'public key', key && base64(key.spki), spki);
    }
  });

  it('made by openssl, with no or a wrong passphrase', () => {
    for (const { id, bytes, passphrase } of made()) {
      if (passphrase === null) continue;
      const without = readObjects(bytesOf(bytes));
      ledger.same(id, 'without: locked', without.locked, true);
      ledger.same(
        id,
        'without: opened',
        without.objects.some((each) => each.kind === 'privateKey' && each.key),
        false,
      );
      const wrong = readObjects(bytesOf(bytes), { passphrase: `${passphrase}!` });
      ledger.same(id, 'wrong: problem', wrong.problems.map(({ code }) => code).join(), 'passphrase-wrong');
      ledger.same(
        id,
        'wrong: opened',
        wrong.objects.some((each) => each.kind === 'privateKey' && each.key),
        false,
      );
    }
  });

  it('sound and tampered', () => {
    const checked = corpus('keys-checked', (folder): Checked[] => {
      const keys = tampered();
      const files = keys.map(({ pkcs8 }, at) => {
        writeFileSync(join(folder, `c${at}.der`), pkcs8);
        return `c${at}.der`;
      });
      const valid = opensslChecks(folder, files);
      return keys.map(({ id, pkcs8 }, at) => ({ id, pkcs8: base64(pkcs8), valid: valid[at] as boolean }));
    });
    for (const { id, pkcs8, valid } of checked) {
      ledger.object('tampered');
      const read = readPrivateKey(bytesOf(pkcs8));
      const key = read.ok ? read.value.key : undefined;
      // openssl does not look at the size.
      const checks = key ? checkKey(key).filter(({ check }) => check !== 'size') : undefined;
      const bad = checks?.filter(({ state }) => state === 'bad').map(({ check }) => check);
      const judged = checks?.some(({ state }) => state !== 'not-checked') === true;
      ledger.same(id, 'sound', judged ? bad?.length === 0 : read.ok ? 'not checked' : 'unreadable', valid);
    }
  });

  it('made here, read by openssl', () => {
    const folder = mkdtempSync(join(tmpdir(), 'differential-'));
    try {
      const plain = made().filter(({ id }) => id.endsWith('PKCS#8 DER'));
      const written = plain.flatMap(({ id, bytes, spki }) => {
        const read = readPrivateKey(bytesOf(bytes));
        const key = read.ok ? read.value.key : undefined;
        return (['pkcs8', 'pkcs1', 'sec1'] as const).flatMap((encoding) => {
          const encoded = key && encodeKey(key, { encoding });
          if (!encoded?.ok) return [];
          const file = `${id} ${encoding}`.replace(/\W/g, '_');
          writeFileSync(join(folder, file), encoded.value.pem);
          return [{ id: `${id}, written as ${encoding}`, file, spki }];
        });
      });
      const answers = runAll(
        folder,
        written.map(({ file }) => ['openssl', 'pkey', '-in', file, '-pubout']),
      );
      for (const [at, { id, spki }] of written.entries()) {
        ledger.object('made here');
        const theirs = /-----\n([^-]*)-----END/.exec(answers[at]?.out ?? '')?.[1]?.replaceAll('\n', '');
        ledger.same(id, 'public key by openssl', spki, theirs);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('agree but where it is meant', () => {
    ledger.close({ objects: 755, comparisons: 5800 });
  });
});
