// A passphrase is text; the derivation of a key wants octets. Standards and tools differ about which, so a reader has
// to try: these are the forms worth trying, the one of the standard first. A writer uses only the first.

const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));

/** UTF-16 with the high octet first and two zero octets behind (RFC 7292 appendix B.1); surrogates stay surrogates. */
const bmp = (text: string): Uint8Array => new Uint8Array(Buffer.from(`${text}\0`, 'utf16le').swap16());

const distinct = (forms: readonly Uint8Array[]): Uint8Array[] => {
  const found = new Map(forms.map((form) => [Buffer.from(form).toString('hex'), form]));
  return [...found.values()];
};

/** The text as it is, and composed: a Mac may hand over `u` and two dots for `ü`. */
const spellings = (text: string): string[] => [text, text.normalize('NFC')];

const latin1 = (text: string): Uint8Array[] =>
  /^[\0-\xff]*$/.test(text) ? [new Uint8Array(Buffer.from(text, 'latin1'))] : [];

/** For PKCS#5 (RFC 8018 section 3 says UTF-8); Latin-1 is what programs on old Windows and Linux used. */
export const octetForms = (text: string): Uint8Array[] =>
  distinct([...spellings(text).map(utf8), ...spellings(text).flatMap(latin1)]);

/** For PKCS#5 inside PKCS#12: some programs take the octets of the BMPString there, with or without the zeros. */
export const octetFormsInPkcs12 = (text: string): Uint8Array[] =>
  distinct([...octetForms(text), bmp(text), bmp(text).subarray(0, -2)]);

/**
 * For the derivation of PKCS#12. An empty passphrase is two zero octets, none at all is none, and tools mix them up.
 * The last form is OpenSSL's before version 1.1: the octets of UTF-8, each as if it were a character.
 */
export const bmpForms = (text: string): Uint8Array[] =>
  text === ''
    ? [bmp(''), new Uint8Array()]
    : distinct([...spellings(text).map(bmp), bmp(Buffer.from(text, 'utf8').toString('latin1'))]);
