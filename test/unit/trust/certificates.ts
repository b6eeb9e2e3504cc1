// The certificates that the store tests need, made by openssl when they run.
import { createHash } from 'node:crypto';
import { certificate, key, write } from '../pki/openssl.ts';

const ca = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', 'subjectKeyIdentifier=hash'];
const leafOf = (name: string) => [
  'basicConstraints=critical,CA:FALSE',
  `subjectAltName=DNS:${name}`,
  'extendedKeyUsage=serverAuth',
];

export const sha256Of = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex').toUpperCase();
export const sha1Of = (der: Uint8Array): string => createHash('sha1').update(der).digest('hex').toUpperCase();

/** A root, its renewal (same key, same name), another root with the first one's serial number, and what they issued. */
export function makeCertificates() {
  const rootKey = key('p256', 'root');
  const subject = '/C=CH/O=Contoso Gerätebau/CN=Contoso OT Root';
  const root = certificate({ key: rootKey, subject, extensions: ca, more: ['-set_serial', '77'] });
  const renewed = certificate({ key: rootKey, subject, extensions: ca, more: ['-set_serial', '78', '-days', '90'] });
  const stranger = certificate({
    key: key('p256', 'stranger'),
    subject: '/CN=Another Root',
    extensions: ca,
    more: ['-set_serial', '77'],
  });
  const issuer = { der: root, key: rootKey };
  const intermediate = certificate({
    key: key('p256', 'intermediate'),
    subject: '/CN=Contoso OT Issuing CA',
    extensions: ca,
    issuer,
  });
  const leaf = certificate({
    key: key('p256', 'leaf'),
    subject: '/CN=sensor7.contoso.com',
    extensions: leafOf('sensor7.contoso.com'),
    issuer,
  });
  const selfSigned = certificate({
    key: key('p256', 'self'),
    subject: '/CN=localhost',
    extensions: leafOf('localhost'),
  });
  const version1 = certificate({ key: key('p256', 'version1'), subject: '/CN=Old Root' });
  return { root, renewed, stranger, intermediate, leaf, selfSigned, version1, issuerKey: rootKey };
}

export const writeDer = (name: string, der: Uint8Array): string => write(name, der);
