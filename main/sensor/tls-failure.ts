// Why a handshake failed, from what the server sent first and only then from what the TLS library says: bytes are the
// same everywhere, while the words of OpenSSL and BoringSSL differ. Pure.
import { type Failure, fail } from '../../preload/contract/result.ts';
import type { Target } from './deadline.ts';
import type { Handshake } from './handshake.ts';

export type FailedHandshake = Pick<Handshake, 'error' | 'flight' | 'answered' | 'firstBytes'>;

const PROTOCOL_VERSION = 70;
const HANDSHAKE_FAILURE = 40;
const TLS_1_2 = 0x0303;

// RFC 8446, 6 and RFC 5246, 7.2.
const ALERTS: { readonly [description: number]: string } = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  21: 'decryption_failed',
  22: 'record_overflow',
  30: 'decompression_failure',
  40: 'handshake_failure',
  41: 'no_certificate',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  60: 'export_restriction',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  86: 'inappropriate_fallback',
  90: 'user_canceled',
  100: 'no_renegotiation',
  109: 'missing_extension',
  110: 'unsupported_extension',
  111: 'certificate_unobtainable',
  112: 'unrecognized_name',
  113: 'bad_certificate_status_response',
  115: 'unknown_psk_identity',
  116: 'certificate_required',
  120: 'no_application_protocol',
};

const VERSIONS: { readonly [version: number]: string } = {
  768: 'SSLv3',
  769: 'TLSv1',
  770: 'TLSv1.1',
  771: 'TLSv1.2',
  772: 'TLSv1.3',
};

/** Node's name for a protocol number, as in `TLSv1.1`. */
export function protocolName(version: number): string {
  return VERSIONS[version] ?? 'unknown';
}

/** Does this failure look as if older versions or ciphers would succeed? */
export function olderMayHelp({ flight }: FailedHandshake): boolean {
  if (flight.version !== null) return flight.version < TLS_1_2;
  return flight.alert?.description === PROTOCOL_VERSION || flight.alert?.description === HANDSHAKE_FAILURE;
}

/**
 * The leaf of a server that ended the handshake because it was given no client certificate; null where it is not proven.
 *
 * It is proven when the server signed a key exchange with the leaf's key over our random number (RFC 5246, 7.4.3) and
 * the TLS library, which checks that, went on to answer. With static RSA (TLS_RSA_*) there is no such signature: a
 * server shows that it has the key by its Finished message alone, which never came. The rest of the chain is left out:
 * only Finished covers it, so somebody on the way could pass the signature on and put other issuers behind the leaf.
 * TLS 1.3 has no place here: its handshake is complete on our side, with CertificateVerify (RFC 8446, 4.4.3) over the
 * whole chain and the server's Finished checked, before the server can miss a client certificate.
 */
export function leafOfUnfinished({ flight, answered }: FailedHandshake): Uint8Array | null {
  const { version, certificateRequested, serverKeyExchange, helloDone, alert, chain } = flight;
  if (version === null || version > TLS_1_2 || !answered) return null;
  if (!certificateRequested || !serverKeyExchange || !helloDone || alert === null || !chain.exact) return null;
  return chain.certificates[0] ?? null;
}

/**
 * The failure in the closed list's terms.
 * Codes: `not-tls`, `tls-too-old`, `tls-failed`, `connection-closed`.
 */
export function tlsFailure(target: Target, failed: FailedHandshake): Failure {
  const { flight, firstBytes, error } = failed;
  if (!mayBeTls(firstBytes)) return fail('not-tls', { ...target, looksLike: otherProtocol(firstBytes) });
  const { alert } = flight;
  if (flight.version !== null && flight.version < TLS_1_2) return tooOld(target, flight.version);
  if (alert?.description === PROTOCOL_VERSION) return tooOld(target, alert.recordVersion);
  if (alert) {
    const detail = ALERTS[alert.description] ?? `alert ${alert.description}`;
    return fail('tls-failed', { ...target, detail });
  }
  if (error === null || error.code === 'ECONNRESET' || error.code === 'EPIPE') return fail('connection-closed', target);
  return fail('tls-failed', { ...target, detail: libraryReason(error) });
}

/** Nothing yet, or the header of a TLS record (RFC 8446, 5.1: types 20 to 23, then 3 as the major version). */
export function mayBeTls(bytes: Buffer): boolean {
  const [type = 22, major = 3] = bytes;
  return type >= 20 && type <= 23 && major === 3;
}

const tooOld = (target: Target, version: number): Failure =>
  fail('tls-too-old', { ...target, version: version < TLS_1_2 ? protocolName(version) : 'unknown' });

function otherProtocol(bytes: Buffer): 'http' | 'ssh' | 'unknown' {
  const text = bytes.toString('latin1');
  if (text.startsWith('SSH-')) return 'ssh';
  // Some servers answer a request that they cannot read with the bare page of HTTP/0.9.
  return /^(HTTP\/|<!doctype|<html)/i.test(text) ? 'http' : 'unknown';
}

/** `wrong signature type`, `WRONG_SIGNATURE_TYPE`: English in both libraries, and only ever shown as a detail. */
function libraryReason(error: NodeJS.ErrnoException & { reason?: string }): string {
  return error.reason ?? error.code ?? error.message;
}
