// Text as a literal of a shell: printable ASCII between single quotes, whatever the text is. So nothing in it can end the
// literal, and a script reads the same in every encoding.

const isPlain = (text: string): boolean => /^[ -~]*$/.test(text);

/** For PowerShell. Its other quotation marks (U+2018 to U+201B) never stand in a script: they are escaped like all of it. */
export function powershellLiteral(text: string): string {
  if (isPlain(text)) return `'${text.replaceAll("'", "''")}'`;
  return `([regex]::Unescape('${powershellEscaped(text)}'))`;
}

const named: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };

/** For `[regex]::Unescape`: UTF-16 code units, the backslash and everything that is not printable ASCII escaped. */
export const powershellEscaped = (text: string): string =>
  text
    .replace(/[^ -[\]-~]/g, (unit) => named[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll("'", "''");

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** For POSIX shells. Text that ends in line feeds would lose them: there is none. */
export const shLiteral = (text: string): string =>
  isPlain(text) ? quoted(text) : `"$(printf '%b' ${shEscaped(Buffer.from(text, 'utf8'))})"`;

/** Bytes as an argument of `printf %b`, quoted. */
export const shEscaped = (bytes: Uint8Array): string =>
  quoted(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/[^ -[\]-~]/g, (byte) => named[byte] ?? `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`),
  );
