// Windows' certificate stores through crypt32 itself: exact error codes, nothing localized, no other program started.
// Only reads, adds what is not there (never replaces), and deletes the context that it has compared byte for byte.
import { sameBytes } from '../pki/asn1/der.ts';
import { windowsApi } from '../windows/koffi.ts';

/** Where a store lies: the machine's or the user's own, what group policy pushed to either, what the domain published. */
export type StoreScope = 'machine' | 'user' | 'machine-policy' | 'user-policy' | 'enterprise';
export type SystemStore = {
  scope: StoreScope;
  name: 'Root' | 'CA' | 'Disallowed';
  /** Without what it inherits: the user's from the machine's, the machine's from policy. */
  own?: boolean;
};
export type WindowsCertificate = { der: Uint8Array; friendlyName: string };
/** `code` is what GetLastError or an HRESULT of CryptoAPI says. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; code: number };

type Pointer = bigint | null;
type Callback = (error: Error | null, result: number) => void;

// wincrypt.h
/** The store as Windows uses it: with what it inherits from the machine, from policy, from the enterprise. */
const asUsed = 10; // CERT_STORE_PROV_SYSTEM_W
/**
 * Only what was put into this very store: not opened as a collection, it is the one physical store that is named .Default
 * in one ("CertOpenStore function", Win32 API). Wine keeps a deletion only when it is made here.
 */
const ownOnly = 13; // CERT_STORE_PROV_SYSTEM_REGISTRY_W
/** CERT_SYSTEM_STORE_* with their ids 1, 2, 7, 8 and 9. */
const systemStore: Record<StoreScope, number> = {
  user: 0x0001_0000,
  machine: 0x0002_0000,
  'user-policy': 0x0007_0000,
  'machine-policy': 0x0008_0000,
  enterprise: 0x0009_0000,
};
/** What policy and the domain bring lies in registry stores of its own, which inherit nothing. */
const providerOf = ({ scope, own = scope !== 'machine' && scope !== 'user' }: SystemStore): number =>
  own ? ownOnly : asUsed;
const readOnlyFlag = 0x8000;
const encodingX509 = 1;
const addNew = 1;
/** CERT_STORE_CERTIFICATE_CONTEXT_FLAG */
const certificatesOnly = 2;
const friendlyNameProperty = 11;
const endOfList = 0x8009_2004; // CRYPT_E_NOT_FOUND
const invalidArgument = 0x8007_0057; // E_INVALIDARG

const api = windowsApi((koffi) => {
  // Both are in every Windows process before any code of ours runs, so nothing is searched for.
  const crypt32 = koffi.load('crypt32.dll');
  const kernel32 = koffi.load('kernel32.dll');
  const context = koffi.struct({
    encoding: 'uint32_t',
    bytes: 'void *',
    length: 'uint32_t',
    info: 'void *',
    store: 'void *',
  });
  const blob = koffi.struct({ length: 'uint32_t', bytes: 'void *' });
  // CTL_CONTEXT: `content` is the list without the signature around it.
  const listContext = koffi.struct({
    encoding: 'uint32_t',
    bytes: 'void *',
    length: 'uint32_t',
    info: 'void *',
    store: 'void *',
    message: 'void *',
    content: 'void *',
    contentLength: 'uint32_t',
  });

  const open = crypt32.func('CertOpenStore', 'void *', ['uintptr_t', 'uint32_t', 'uintptr_t', 'uint32_t', 'str16']);
  const close = crypt32.func('CertCloseStore', 'int', ['void *', 'uint32_t']);
  const next = crypt32.func('CertEnumCertificatesInStore', 'void *', ['void *', 'void *']);
  const nextList = crypt32.func('CertEnumCTLsInStore', 'void *', ['void *', 'void *']);
  const create = crypt32.func('CertCreateCertificateContext', 'void *', ['uint32_t', 'void *', 'uint32_t']);
  const duplicate = crypt32.func('CertDuplicateCertificateContext', 'void *', ['void *']);
  const free = crypt32.func('CertFreeCertificateContext', 'int', ['void *']);
  const remove = crypt32.func('CertDeleteCertificateFromStore', 'int', ['void *']);
  const add = crypt32.func('CertAddCertificateContextToStore', 'int', ['void *', 'void *', 'uint32_t', 'void *']);
  const getProperty = crypt32.func('CertGetCertificateContextProperty', 'int', [
    'void *',
    'uint32_t',
    'void *',
    koffi.inout(koffi.pointer('uint32_t')),
  ]);
  const setProperty = crypt32.func('CertSetCertificateContextProperty', 'int', [
    'void *',
    'uint32_t',
    'uint32_t',
    koffi.pointer(blob),
  ]);
  const serialize = crypt32.func('CertSerializeCertificateStoreElement', 'int', [
    'void *',
    'uint32_t',
    'void *',
    koffi.inout(koffi.pointer('uint32_t')),
  ]);
  const addElement = crypt32.func('CertAddSerializedElementToStore', 'int', [
    'void *',
    'void *',
    'uint32_t',
    'uint32_t',
    'uint32_t',
    'uint32_t',
    'void *',
    koffi.out(koffi.pointer('void *')),
  ]);
  const lastError = kernel32.func('GetLastError', 'uint32_t', []);

  return {
    open: (provider: number, flags: number, name: string): Pointer => open(provider, 0, 0, flags, name),
    close: (store: Pointer): void => void close(store, 0),
    next: (store: Pointer, previous: Pointer): Pointer => next(store, previous),
    nextList: (store: Pointer, previous: Pointer): Pointer => nextList(store, previous),
    list(each: Pointer): Uint8Array {
      const { content, contentLength } = koffi.decode(each, listContext);
      return Uint8Array.from(koffi.decode(content, 'uint8_t', contentLength));
    },
    create: (der: Uint8Array): Pointer => create(encodingX509, der, der.length),
    duplicate: (certificate: Pointer): Pointer => duplicate(certificate),
    free: (certificate: Pointer): void => void free(certificate),
    lastError: (): number => lastError(),
    bytes(certificate: Pointer): Uint8Array {
      const { bytes, length } = koffi.decode(certificate, context);
      return Uint8Array.from(koffi.decode(bytes, 'uint8_t', length));
    },
    friendlyName(certificate: Pointer): string {
      const length = [0];
      if (!getProperty(certificate, friendlyNameProperty, null, length)) return '';
      const text = Buffer.alloc(length[0] ?? 0);
      if (!getProperty(certificate, friendlyNameProperty, text, length)) return '';
      return text.toString('utf16le').replace(/\0.*$/s, '');
    },
    setFriendlyName(certificate: Pointer, name: string): boolean {
      const bytes = Buffer.from(`${name}\0`, 'utf16le');
      return setProperty(certificate, friendlyNameProperty, 0, { length: bytes.length, bytes }) !== 0;
    },
    element(certificate: Pointer): Uint8Array | null {
      const length = [0];
      if (!serialize(certificate, 0, null, length)) return null;
      const bytes = Buffer.alloc(length[0] ?? 0);
      return serialize(certificate, 0, bytes, length) ? bytes.subarray(0, length[0]) : null;
    },
    /** A certificate with all its properties, in no store. */
    fromElement(bytes: Uint8Array): Pointer {
      const made: [Pointer] = [null];
      return addElement(null, bytes, bytes.length, addNew, 0, certificatesOnly, null, made) ? made[0] : null;
    },
    // Off the main thread: for the user's Root store Windows asks the person in a window of its own and waits.
    add: (store: Pointer, certificate: Pointer, done: Callback) => add.async(store, certificate, addNew, null, done),
    remove: (certificate: Pointer, done: Callback) => remove.async(certificate, done),
  };
});

type Api = Awaited<ReturnType<typeof api>>;

function settle(crypt: Api, start: (done: Callback) => void): Promise<Outcome<void>> {
  return new Promise((resolve, reject) =>
    start((error, result) => {
      if (error) reject(error);
      else resolve(result ? { ok: true, value: undefined } : { ok: false, code: crypt.lastError() });
    }),
  );
}

async function withStore<T>(
  provider: number,
  { scope, name }: SystemStore,
  flags: number,
  work: (crypt: Api, store: Pointer) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const crypt = await api();
  const store = crypt.open(provider, systemStore[scope] | flags, name);
  if (store === null) return { ok: false, code: crypt.lastError() };
  try {
    return await work(crypt, store);
  } finally {
    crypt.close(store);
  }
}

/** Every certificate of a store, those inherited too unless only its own are meant; some appear twice. */
export const listStore = (where: SystemStore): Promise<Outcome<WindowsCertificate[]>> =>
  withStore(providerOf(where), where, readOnlyFlag, async (crypt, store) => {
    const found: WindowsCertificate[] = [];
    // Each call frees the context before; after the last one nothing is held.
    for (let each = crypt.next(store, null); each !== null; each = crypt.next(store, each))
      found.push({ der: crypt.bytes(each), friendlyName: crypt.friendlyName(each) });
    const code = crypt.lastError();
    return code === endOfList || code === 0 ? { ok: true, value: found } : { ok: false, code };
  });

/** The contents (DER of CertificateTrustList) of every signed list of a store, such as Windows' own of untrusted hashes. */
export const listSignedLists = (where: SystemStore): Promise<Outcome<Uint8Array[]>> =>
  withStore(providerOf(where), where, readOnlyFlag, async (crypt, store) => {
    const found: Uint8Array[] = [];
    for (let each = crypt.nextList(store, null); each !== null; each = crypt.nextList(store, each))
      found.push(crypt.list(each));
    return { ok: true, value: found };
  });

/** Whether this process may change the store; opens it for that and writes nothing. */
export const mayWrite = (where: SystemStore): Promise<Outcome<void>> =>
  withStore(providerOf(where), where, 0, async () => ({ ok: true, value: undefined }));

/** Adds a certificate with a name for people, which Windows' own list shows. Fails where it is there already. */
export const addToStore = (where: SystemStore, { der, friendlyName }: WindowsCertificate): Promise<Outcome<void>> =>
  withStore(providerOf(where), where, 0, async (crypt, store) => {
    const certificate = crypt.create(der);
    if (certificate === null) return { ok: false, code: crypt.lastError() || invalidArgument };
    try {
      if (!crypt.setFriendlyName(certificate, friendlyName)) return { ok: false, code: crypt.lastError() };
      return await settle(crypt, (done) => crypt.add(store, certificate, done));
    } finally {
      crypt.free(certificate);
    }
  });

/** The store's own entry with exactly these bytes, serialized with all its properties; null: it is not there. */
export const elementOf = (where: SystemStore, der: Uint8Array): Promise<Outcome<Uint8Array | null>> =>
  withStore(ownOnly, where, readOnlyFlag, async (crypt, store) => {
    for (let each = crypt.next(store, null); each !== null; each = crypt.next(store, each)) {
      if (!sameBytes(crypt.bytes(each), der)) continue;
      const value = crypt.element(each);
      const code = crypt.lastError();
      crypt.free(each);
      return value ? { ok: true, value } : { ok: false, code };
    }
    return { ok: true, value: null };
  });

/** Adds a certificate with all the properties of a serialized element, if that is of this certificate. */
export const addElementToStore = (
  where: SystemStore,
  { der, element }: { der: Uint8Array; element: Uint8Array },
): Promise<Outcome<void>> =>
  withStore(providerOf(where), where, 0, async (crypt, store) => {
    const certificate = crypt.fromElement(element);
    if (certificate === null) return { ok: false, code: crypt.lastError() || invalidArgument };
    try {
      if (!sameBytes(crypt.bytes(certificate), der)) return { ok: false, code: invalidArgument };
      return await settle(crypt, (done) => crypt.add(store, certificate, done));
    } finally {
      crypt.free(certificate);
    }
  });

/** Deletes the store's own entry with exactly these bytes. Only inherited, or not there: nothing is done. */
export const removeFromStore = (where: SystemStore, der: Uint8Array): Promise<Outcome<void>> =>
  withStore(ownOnly, where, 0, async (crypt, store) => {
    for (let each = crypt.next(store, null); each !== null; each = crypt.next(store, each)) {
      if (!sameBytes(crypt.bytes(each), der)) continue;
      // Deleting frees the context that it is given; the one of the enumeration is freed on its own.
      const copy = crypt.duplicate(each);
      crypt.free(each);
      return settle(crypt, (done) => crypt.remove(copy, done));
    }
    return { ok: true, value: undefined };
  });
