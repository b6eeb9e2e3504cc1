// Explanations that stand beside the evidence: what a note about the chain means, what a name's outcome means and what
// to do about it, what a browser's error code says.
import type { ChainNote, DownloadView, NameOutcome, NameView } from '../../../preload/contract/trust-journey.ts';
import { shortName } from '../facts.ts';
import { date, dateTime, duration, list } from './format.ts';

export interface Note {
  readonly title: string;
  readonly text: string;
}

const issuer = (view: DownloadView): string => shortName(view.chain.at(-1)?.item.issuer ?? '');

export const chainNotes: Record<ChainNote, (view: DownloadView) => Note> = {
  'self-signed-leaf': () => ({
    title: 'Self-signed',
    text: 'The sensor made this certificate for itself, as every new sensor does. Nobody else vouches for it, so comparing it is all the more important.',
  }),
  expired: (view) => ({
    title: 'Expired',
    text: `It was valid until ${date(view.chain[0]?.item.notAfter ?? '')}. Browsers warn about expired certificates even when they trust them. The sensor needs a new one.`,
  }),
  'not-yet-valid': (view) => ({
    title: 'Not valid yet',
    text: `It is valid from ${date(view.chain[0]?.item.notBefore ?? '')}. Often a clock is wrong: the sensor’s when it made the certificate, or this computer’s now.`,
  }),
  'expires-soon': (view) => ({
    title: 'Expires soon',
    text: `It is valid until ${date(view.chain[0]?.item.notAfter ?? '')}. Plan its replacement now; a new certificate must be trusted anew.`,
  }),
  'no-san': () => ({
    title: 'No name that browsers read',
    text: 'The certificate has no subject alternative name (SAN). Browsers look only there and ignore the common name (CN), so they will warn whatever you type. Only a new certificate helps.',
  }),
  'weak-key': (view) => {
    const { algorithm = 'RSA', bits = 0 } = view.chain[0]?.item.publicKey ?? {};
    return {
      title: 'Weak key',
      text: `The key is ${algorithm} with ${bits} bits. At least 2048 are needed today; browsers may refuse less. The sensor needs a new certificate.`,
    };
  },
  'weak-signature': (view) => ({
    title: 'Weak signature',
    text: `It is signed with ${view.chain[0]?.item.signatureAlgorithm ?? 'an old method'}, which can be forged. Browsers refuse it. The sensor needs a new certificate.`,
  }),
  'root-not-sent': (view) => ({
    title: 'The root was not sent',
    text: `That is normal: a server leaves it out. To trust the chain, this computer needs “${issuer(view)}” from your PKI desk, unless it has it already.`,
  }),
  'intermediate-not-sent': (view) => ({
    title: 'An intermediate may be missing',
    text: `The sensor sent only its own certificate, issued by “${issuer(view)}”. If that is an intermediate CA, the sensor should send its certificate too; until then every computer needs it as a file.`,
  }),
  'unrelated-sent': () => ({
    title: 'Certificates that do not belong here',
    text: 'The sensor also sent certificates that signed nothing in this chain. They do no harm, but someone uploaded the wrong file.',
  }),
  'order-wrong': () => ({
    title: 'Wrong order',
    text: 'The certificates were not sent in the order leaf, issuer, issuer of the issuer. Browsers cope with it; some other programs do not.',
  }),
  'issuer-date': () => ({
    title: 'A CA certificate is out of date',
    text: 'A certificate of the CA that issued this one has expired, or is not valid yet. Browsers check the dates of the whole chain, so the CA’s certificate has to be renewed, or a clock set right.',
  }),
  'old-tls': (view) => ({
    title: 'Outdated encryption',
    text: `The sensor speaks ${view.protocol}. Current browsers refuse versions before TLS 1.2. Update the sensor’s software.`,
  }),
  'clock-differs': (view) => {
    const skew = view.clock?.skewSeconds ?? 0;
    return {
      title: 'The clocks differ',
      text: `The sensor’s clock is ${duration(skew)} ${skew < 0 ? 'behind' : 'ahead of'} this computer’s. Validity is judged by the clock of whoever looks, so set the wrong one right.`,
    };
  },
};

export interface OutcomeWords {
  /** Why it is so. */
  readonly why: string;
  /** What to do about it, and whether a hosts line can help. */
  readonly todo: string;
}

const noHostsLine = 'No line in the hosts file can help, because the warning is not about where the name leads.';
const reissue =
  'Ask your PKI desk for a new certificate whose subject alternative name (SAN) has the name that you type, and the IP address if you use that. Then upload it to the sensor.';

/** A second reason that the first one hides: browsers tell one at a time. */
const carriesNot = ({ typed }: NameView): string =>
  typed.code === 'net::ERR_CERT_COMMON_NAME_INVALID' ? ` It does not carry “${typed.host}” either.` : '';

/** For each outcome: why, and what can be done, including whether a hosts line can mend it. */
export const nameOutcomes: Record<NameOutcome, (view: NameView) => OutcomeWords> = {
  good: () => ({
    why: 'The certificate is trusted, its dates are right, and it carries the name you typed.',
    todo: 'No line in the hosts file is needed.',
  }),
  'not-trusted': () => ({
    why: 'Neither the certificate nor the CA that issued it is in a store that Edge and Chrome read. Browsers report this before they look at the name.',
    todo: 'Do the Import step, then check again. A name problem may show only then.',
  }),
  'open-by-name': ({ useName, typed }) => ({
    why: `The certificate carries “${useName ?? ''}”, not “${typed.host}”, and this computer already finds the sensor under “${useName ?? ''}”.`,
    todo: 'Use that name in the browser from now on. No line in the hosts file is needed.',
  }),
  'hosts-mends': ({ useName, typed, san }) => ({
    why: `Browsers compare what you type with the names in the certificate (SAN: ${list(san)}). “${typed.host}” is not among them.`,
    todo: `If “${useName ?? ''}” is the name of this sensor, a line in the hosts file helps: it leads that name to the sensor, and you open it instead. A DNS entry does the same for everyone. If it is another machine’s name, the sensor needs a certificate of its own.`,
  }),
  'reissue-no-san': ({ commonName }) => ({
    why: `The certificate has no subject alternative name (SAN).${commonName ? ` Its common name (CN) is “${commonName}”, but` : ''} Edge and Chrome have ignored the CN since 2017.`,
    todo: `${reissue} A line in the hosts file cannot help: no name that leads to the sensor is in the certificate.`,
  }),
  'reissue-other-name': ({ typed, san }) => ({
    why: `“${typed.host}” is not among the names in the certificate (SAN: ${list(san)}), and none of them can be used from here.`,
    todo: `${reissue} A line in the hosts file cannot help: it maps exact names only, not wildcards, and it cannot change what the certificate says.`,
  }),
  wildcard: ({ typed, san }) => ({
    why: `The certificate is for every name of a pattern (SAN: ${list(san)}). “${typed.host}” is not one of them.`,
    todo: 'Choose the sensor’s own name that fits the pattern. A line in the hosts file, or a DNS entry, leads it to the sensor. Microsoft’s requirements advise against wildcards: a certificate for this one sensor is better.',
  }),
  'issuer-date': () => ({
    why: 'The sensor’s own certificate is within its dates, but a CA certificate above it has expired or is not valid yet. Browsers check the whole chain.',
    todo: `Check this computer’s clock first. If it is right, ask your PKI desk for the CA’s renewed certificate. ${noHostsLine}`,
  }),
  'other-certificate': () => ({
    why: 'The browser engine made its own connection and was shown another certificate than the one that you compared. Two devices may share the address, or the certificate was changed meanwhile.',
    todo: 'Download again, and compare again. If it goes on, ask who is between this computer and the sensor.',
  }),
  expired: (view) => ({
    why: `Browsers check the dates of a certificate even when they trust it.${carriesNot(view)}`,
    todo: `Check this computer’s clock first. If it is right, the certificate must be renewed: ${reissue.charAt(0).toLowerCase()}${reissue.slice(1)} ${noHostsLine}`,
  }),
  'not-yet-valid': (view) => ({
    why: `By this computer’s clock the validity of the certificate has not begun.${carriesNot(view)}`,
    todo: `Compare the clocks of this computer and of the sensor. If both are right, wait or have the certificate issued again. ${noHostsLine}`,
  }),
  weak: () => ({
    why: 'Browsers refuse keys and signatures that could be broken or forged.',
    todo: `The sensor needs a new certificate with an RSA key of at least 2048 bits and a SHA-256 signature. ${noHostsLine}`,
  }),
  'intermediate-missing': () => ({
    why: 'The sensor should send every certificate up to the root, without the root itself. It left out at least one, so the browser cannot follow the chain.',
    todo: `Best: upload the missing certificate to the sensor, in the chain file (PEM). Or add it on this computer in the Import step. ${noHostsLine}`,
  }),
  revoked: () => ({
    why: 'The CA that issued the certificate has withdrawn it, for example because its key was lost.',
    todo: `Do not open the sensor with it. Ask your PKI desk for a new certificate. ${noHostsLine}`,
  }),
  other: ({ typed }) => ({
    why: `The browser engine answered ${typed.code}.`,
    todo: 'Copy the code and look it up, or ask your PKI desk. After a change on the sensor, check again.',
  }),
  'not-checked': ({ typed }) => ({
    why:
      typed.code === 'not-checked'
        ? 'There is no browser engine to ask here. The Certwright window has one.'
        : `The engine answered ${typed.code}, which is about the connection and not about the certificate.`,
    todo: 'Check that the sensor can be reached under this address, then check again.',
  }),
};

/** What the TLS handshakes with and without a name (SNI) showed. */
export const sniNotes: Record<DownloadView['sni'], string> = {
  same: 'Same certificate with and without a name (SNI)',
  different: 'Shows another certificate when asked by name (SNI)',
  'only-with': 'Answers only when asked by name (SNI)',
  'only-without': 'Answers only when no name is sent (SNI)',
  'not-tried': 'Not tried with a name (SNI)',
};

export const seenAt = (iso: string): string => `Seen on ${dateTime(iso)}`;
