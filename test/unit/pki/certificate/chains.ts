// Small PKIs for tests of roles and plans, made by openssl.
import { certificate, key } from '../openssl.ts';

export type Issuer = { der: Uint8Array; key: string };

export const root = (
  name: string,
  keyName = name,
  extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign,cRLSign'],
): Issuer => {
  const file = key('p256', keyName);
  return { der: certificate({ key: file, subject: `/CN=${name}`, extensions }), key: file };
};

export const subCa = (name: string, issuer: Issuer, keyName = name): Issuer => {
  const file = key('p256', keyName);
  const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign,cRLSign'];
  return { der: certificate({ key: file, subject: `/CN=${name}`, extensions, issuer }), key: file };
};

export const leafOf = (issuer: Issuer, name = 'leaf'): Uint8Array =>
  certificate({ key: key('p256', 'leaf'), subject: `/CN=${name}`, extensions: ['basicConstraints=CA:FALSE'], issuer });
