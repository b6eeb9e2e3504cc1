// A real TLS handshake in memory: the uploaded key and certificates on one side, on the other a client that trusts what
// it is told to. What the TLS library makes of them there is the verdict.
import { duplexPair } from 'node:stream';
import { connect, createSecureContext, TLSSocket } from 'node:tls';
import { Refused, type UploadFault } from './judge-refused.ts';

export type Offer = { key: string; cert: string };
/** PEM. With lists (one per element) each certificate of the path, the anchor too, must be covered by one. */
export type Trusting = { ca: string; crl?: string[] };

/**
 * @returns the library's code for what is wrong with the path, `OK` where nothing is. Of several faults it is the last
 * that was found. Throws what the library throws when it cannot even load them.
 */
export const handshake = (offer: Offer, trusting: Trusting): Promise<string> =>
  new Promise((resolve, reject) => {
    const [near, far] = duplexPair();
    const server = new TLSSocket(far, { isServer: true, secureContext: createSecureContext(offer) });
    // Names are not judged here, so there is nothing for a name of the server to say.
    const client = connect({
      socket: near,
      ...trusting,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    const end = (finish: () => void) => {
      client.destroy();
      server.destroy();
      finish();
    };
    client.once('secureConnect', () =>
      end(() => resolve(client.authorized ? 'OK' : String(client.authorizationError ?? 'unknown'))),
    );
    for (const side of [client, server]) side.on('error', (error) => end(() => reject(error)));
  });

// Codes that OpenSSL and BoringSSL have in common, as node:tls names them.
const faults: Readonly<Record<string, UploadFault>> = {
  CERT_HAS_EXPIRED: 'dates',
  CERT_NOT_YET_VALID: 'dates',
  CERT_REVOKED: 'revoked',
  UNABLE_TO_GET_ISSUER_CERT: 'chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'chain',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'chain',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'chain',
  SELF_SIGNED_CERT_IN_CHAIN: 'chain',
  CERT_SIGNATURE_FAILURE: 'chain',
  CERT_CHAIN_TOO_LONG: 'chain',
  INVALID_CA: 'chain',
  PATH_LENGTH_EXCEEDED: 'chain',
};

/** node:tls says this of a list that the library cannot read, with a code that it also has for other things. */
const isNoList = (error: unknown) => error instanceof Error && error.message === 'Failed to parse CRL';

/** Refuses what the handshake finds wrong; what has no entry of its own is `other`. No list is found where none can be read. */
export const mustShakeHands = async (offer: Offer, trusting: Trusting): Promise<void> => {
  let code: string;
  try {
    code = await handshake(offer, trusting);
  } catch (error) {
    throw new Refused(isNoList(error) ? 'crl-unreachable' : 'other');
  }
  // What a certificate is for is for those to judge that are shown it: no rule of the documents is about it.
  if (code !== 'OK' && code !== 'INVALID_PURPOSE') throw new Refused(faults[code] ?? 'other');
};
