// File names from the names of certificates.

/** Lower case; what file systems dislike becomes a hyphen; without an ending. */
export const stem = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60) || 'certificate';
