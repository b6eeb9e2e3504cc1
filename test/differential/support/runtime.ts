// Which of the two Nodes this is, and what the other crypto lacks.
export const runtime = process.versions.electron === undefined ? 'node' : 'electron';

/** Whether BoringSSL, which Electron's Node has for OpenSSL, cannot verify what an object of this name is signed with. */
export const boringLacks = ({ id }: { id: string }): boolean =>
  /sha3-|secp256k1|brainpool|explicit|sect283k1|P-192|dsa|ed448/.test(id);
