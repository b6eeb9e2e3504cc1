// File names from the names of certificates.

/**
 * Names of devices, which Windows opens instead of a file, whatever stands behind their first dot ("Naming Files, Paths,
 * and Namespaces", Microsoft, 2024).
 */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;

/** Lower case, ASCII; what file systems dislike becomes a hyphen; at most 64 characters, without an ending. */
export const stem = (name: string): string => {
  const safe = name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 60)
    .replace(/[-.]+$/, '');
  if (safe === '') return 'certificate';
  return device.test(safe) ? `the-${safe}` : safe;
};
