// How much of a hosts file is read at all.

/** 128 MiB: three times a hosts file of a million lines. */
export const sizeLimit = 128 * 1024 * 1024;
