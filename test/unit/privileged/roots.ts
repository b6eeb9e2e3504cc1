// Root certificates for these tests, made by openssl when they run.
import { certificate, key } from '../pki/openssl.ts';

const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];

/** DER of a self-signed root. */
export const makeRoot = (name: string): Uint8Array =>
  certificate({ key: key('p256'), subject: `/CN=${name}`, extensions });
