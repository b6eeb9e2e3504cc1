// Puts a list of untrusted hashes into the machine's store Disallowed, in the form in which Windows gets its own.
import { readFileSync } from 'node:fs';
import { windowsApi } from '../../../main/windows/koffi.ts';
import { tool } from './tool.ts';

const CERT_STORE_PROV_SYSTEM_REGISTRY_W = 13;
const CERT_SYSTEM_STORE_LOCAL_MACHINE = 0x0002_0000;
/** X509_ASN_ENCODING | PKCS_7_ASN_ENCODING */
const encoding = 0x0001_0001;
const CERT_STORE_ADD_NEW = 1;
const lists = 'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Disallowed\\CTLs';

const api = windowsApi((koffi) => {
  const crypt32 = koffi.load('crypt32.dll');
  const five = ['uintptr_t', 'uint32_t', 'uintptr_t', 'uint32_t', 'str16'] as const;
  return {
    open: crypt32.func('CertOpenStore', 'void *', [...five]),
    close: crypt32.func('CertCloseStore', 'int', ['void *', 'uint32_t']),
    add: crypt32.func('CertAddEncodedCTLToStore', 'int', [
      ...(['void *', 'uint32_t', 'void *', 'uint32_t', 'uint32_t'] as const),
      'void *',
    ]),
    lastError: koffi.load('kernel32.dll').func('GetLastError', 'uint32_t', []),
  };
});

/** Adds the list that was made outside, which names one certificate by its hash; answers with what takes it away. */
export async function addHashList(): Promise<() => Promise<void>> {
  const { open, close, add, lastError } = await api();
  const message = readFileSync('hash-list.der');
  const store = open(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0, CERT_SYSTEM_STORE_LOCAL_MACHINE, 'Disallowed');
  const added = add(store, encoding, message, message.length, CERT_STORE_ADD_NEW, null);
  const code = lastError();
  // Wine writes when the store is closed.
  close(store, 0);
  if (!added) throw new Error(`CertAddEncodedCTLToStore: ${code}`);
  return () => tool('reg', 'delete', lists, '/f');
}
