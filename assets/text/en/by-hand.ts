// Comments among the openssl commands, for what openssl itself has no command for.

export const byHand = {
  cutOut: (file: string, numbers: readonly number[], to: string) =>
    `Copy number ${numbers.join(', ')} of its kind, from BEGIN to END, out of ${file} into ${to}: openssl takes only the first.`,
  oneCrl: 'openssl puts one revocation list into a PKCS#7 file; the others are in the file that Certwright wrote.',
};
