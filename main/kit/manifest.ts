// The checksums of a kit's files, as `sha256sum -c` reads them (GNU coreutils manual, "md5sum invocation"): lower-case
// hex, two blanks, the name, LF. Names are plain ASCII here, so nothing has to be escaped.
import { createHash } from 'node:crypto';

export const manifestName = 'SHA256SUMS';

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const manifestOf = (files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array =>
  new TextEncoder().encode(files.map(({ name, bytes }) => `${digest(bytes)}  ${name}\n`).join(''));
