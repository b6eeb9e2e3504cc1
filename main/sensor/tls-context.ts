// The TLS settings for looking at a server. They accept what a browser would refuse, since the purpose is to show what
// an appliance has, also when that is weak: so a context from here must never carry data that matters.
import { constants } from 'node:crypto';
import { createSecureContext, DEFAULT_CIPHERS, type SecureContext, type SecureContextOptions } from 'node:tls';

/** `modern`: TLS 1.2 and 1.3 with the usual ciphers. `old`: TLS 1.0 to 1.2 with every cipher that authenticates. */
export type Leniency = 'modern' | 'old';

const SETTINGS: Record<Leniency, { ciphers: string } & SecureContextOptions> = {
  modern: { minVersion: 'TLSv1.2', ciphers: DEFAULT_CIPHERS },
  // Without 1.3, because servers this old have been seen to stumble over it.
  old: { minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: 'ALL:!aNULL:!eNULL:!PSK:!SRP' },
};

// Making a context costs about as much as a quarter of a handshake, and it holds no state of a connection: sessions are
// resumed only where the caller hands one in, and a resumed session would bring no certificate.
const made = new Map<Leniency, SecureContext>();

/** The shared context of this kind. */
export function lookingContext(leniency: Leniency): SecureContext {
  const context = made.get(leniency) ?? create(SETTINGS[leniency]);
  made.set(leniency, context);
  return context;
}

function create(settings: { ciphers: string } & SecureContextOptions): SecureContext {
  // OpenSSL 3 refuses servers without secure renegotiation (RFC 5746) unless told so; BoringSSL has no such option.
  const lenient = { ...settings, secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT ?? 0 };
  try {
    // Level 0 lets OpenSSL read RSA keys under 2048 bits, SHA-1 signatures and, since version 3, TLS 1.0 and 1.1.
    return createSecureContext({ ...lenient, ciphers: `${settings.ciphers}:@SECLEVEL=0` });
  } catch {
    // BoringSSL (Electron) does not know the word, and has no levels.
    return createSecureContext(lenient);
  }
}
