// Keys and requests: made and checked in memory first, written only where the person says, the key for its owner alone.
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { KeyKind, Ref, RequestMade, RequestOrder, RequestTexts } from '../../preload/contract/tools.ts';
import { stem } from '../files/stem.ts';
import { writeFile } from '../files/write-file.ts';
import { readDer } from '../pki/asn1/der.ts';
import { newKey } from '../pki/keys/new-key.ts';
import type { PrivateKey } from '../pki/keys/private-key.ts';
import { readPublicKey } from '../pki/keys/public-key.ts';
import { encodeKey } from '../pki/keys/write-key.ts';
import { parseAlternativeName } from '../pki/names/alternative-name.ts';
import {
  createRequest,
  keyUsageFor,
  type RequestOrder as Order,
  type PreparedOrder,
  prepareOrder,
} from '../pki/requests/create-request.ts';
import { parseRequest } from '../pki/requests/request.ts';
import { requestPem } from '../pki/requests/request-file.ts';
import {
  certreqInf,
  opensslCommand,
  opensslConfig,
  sanAttribute,
  type TextKey,
} from '../pki/requests/request-texts.ts';
import type { TrayOfFiles } from './tray.ts';

const textKeys: Record<KeyKind, TextKey> = {
  rsa2048: { algorithm: 'RSA', bits: 2048 },
  rsa3072: { algorithm: 'RSA', bits: 3072 },
  rsa4096: { algorithm: 'RSA', bits: 4096 },
  p256: { algorithm: 'EC', bits: 256, curve: 'P-256' },
  p384: { algorithm: 'EC', bits: 384, curve: 'P-384' },
  ed25519: { algorithm: 'Ed25519' },
};

type Wanted = Pick<RequestOrder, 'subject' | 'sans'>;

/** What the form says as an order: a server's certificate. `subject-invalid`, `san-invalid`. */
function orderOf({ subject, sans }: Wanted, key: TextKey): Result<{ order: Order; prepared: PreparedOrder }> {
  const names = { dns: [] as string[], ip: [] as string[], email: [] as string[], uri: [] as string[] };
  for (const text of sans.map((each) => each.trim()).filter(Boolean)) {
    const name = parseAlternativeName(text);
    if (!name.ok) return name;
    names[name.value.kind].push(name.value.value);
  }
  const given = subject.filter(({ value }) => value.trim() !== '');
  const order = { subject: given, sans: names, keyUsage: keyUsageFor(key), extendedKeyUsage: ['serverAuth'] };
  const prepared = prepareOrder(order);
  return prepared.ok ? ok({ order, prepared: prepared.value }) : prepared;
}

function textsOf(
  prepared: PreparedOrder,
  key: TextKey,
  name: string,
  platform: NodeJS.Platform,
  existing: boolean,
): RequestTexts {
  const inf = certreqInf(prepared, key);
  const attribute = sanAttribute(prepared);
  const shell = platform === 'win32' ? ('powershell' as const) : ('sh' as const);
  const files = { key: `${name}.key`, existing, out: `${name}.csr`, config: `${name}.cnf`, shell };
  return {
    inf: inf?.text ?? null,
    opensslConfig: opensslConfig(prepared, key),
    sanAttribute: attribute.text || null,
    openssl: opensslCommand(prepared, key, files),
    omitted: [...new Set([...(inf?.omitted ?? []), ...attribute.omitted])],
  };
}

const nameOf = (subject: PreparedOrder['subject']): string =>
  stem(subject.find(({ type }) => type === 'CN')?.value ?? 'request');

type Made = { der: Uint8Array; name: string; keyPem: string | null };

export function requestTools(tray: TrayOfFiles, platform: NodeJS.Platform) {
  let made: Made | null = null;

  const keyFor = (key: RequestOrder['key']): Result<{ key: PrivateKey; pem: string | null }> => {
    if ('use' in key) {
      const found = keyOnTray(key.use);
      return found.ok ? ok({ key: found.value, pem: null }) : found;
    }
    if (key.passphrase === '') return fail('convert-impossible', { to: 'key', reason: 'passphrase-empty' });
    const fresh = newKey(key.kind);
    const passphrase = key.passphrase === null ? {} : { passphrase: key.passphrase };
    const encoded = encodeKey(fresh, { encoding: 'pkcs8', ...passphrase });
    return encoded.ok ? ok({ key: fresh, pem: encoded.value.pem }) : encoded;
  };
  const keyOnTray = (ref: Ref): Result<PrivateKey> => {
    const found = tray.find(ref);
    if (!found.ok) return found;
    const object = found.value;
    if (object.kind !== 'privateKey') return fail('no-such-object', {});
    return object.key ? ok(object.key) : fail('passphrase-needed', { looksLike: 'encrypted-private-key' });
  };

  return {
    requestTexts({ order }: { order: Wanted & { keyKind: KeyKind } }): Result<RequestTexts> {
      const key = textKeys[order.keyKind];
      const read = orderOf(order, key);
      return read.ok
        ? ok(textsOf(read.value.prepared, key, nameOf(read.value.prepared.subject), platform, false))
        : read;
    },

    /** Makes the key and the request, and keeps both until `writeRequest`. */
    makeRequest({ order }: { order: RequestOrder }): Result<Omit<RequestMade, 'saved'>> {
      // The words of the form are looked at before a key is made, which takes its time.
      const early = orderOf(order, textKeys.rsa2048);
      if (!early.ok) return early;
      const key = keyFor(order.key);
      if (!key.ok) return key;
      const textKey: TextKey = readPublicKey(readDer(key.value.key.spki));
      const read = orderOf(order, textKey);
      if (!read.ok) return read;
      const der = createRequest(read.value.order, key.value.key);
      if (!der.ok) return der;
      const request = parseRequest(der.value);
      if (!request.ok) return request;
      const name = nameOf(read.value.prepared.subject);
      made = { der: der.value, name, keyPem: key.value.pem };
      return ok({
        request: request.value,
        texts: textsOf(read.value.prepared, textKey, name, platform, key.value.pem === null),
      });
    },

    /** Forgets what was made and not written: the dialog was closed. */
    forgetMade(): void {
      made = null;
    },

    /** Writes the key (where a new one was made) and the request into a folder: both, or neither. Nothing is replaced. */
    async writeRequest({ folder }: { folder: string }) {
      if (!made) return fail('no-such-object', {});
      const { der, name, keyPem } = made;
      const parts = [
        ...(keyPem === null ? [] : [{ file: `${name}.key`, text: keyPem, what: 'key' as const }]),
        { file: `${name}.csr`, text: requestPem(der), what: 'request' as const },
      ];
      const files: { name: string; sha256: string; what: 'key' | 'request' }[] = [];
      let openToOthers = false;
      for (const { file, text, what } of parts) {
        const path = join(folder, file);
        const written = await writeFile(path, new TextEncoder().encode(text), { ownerOnly: what === 'key' });
        if (!written.ok) {
          const ours = [
            ...files.map((each) => each.name),
            ...(written.error.code === 'read-back-differs' ? [file] : []),
          ];
          for (const each of ours) await unlink(join(folder, each)).catch(() => {});
          return written;
        }
        if (what === 'key') openToOthers = !written.value.ownerOnly;
        files.push({ name: written.value.name, sha256: written.value.sha256, what });
      }
      made = null;
      return ok({ files, openToOthers, der });
    },
  };
}
