// Values in commands that people copy. Each is quoted for one shell, so that no character of a file name or of a
// certificate's subject can be read as a command.

/** For PowerShell: a literal string in which only the quote itself is special. Curly quotes count as quotes there. */
export const powershell = (value: string): string => `'${value.replace(/['‘’‚‛]/g, '$&$&')}'`;

/** For POSIX shells. */
export const sh = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;

/** Control characters would let a value start a new line of its own in a terminal: they are taken out. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
export const oneLine = (value: string): string => value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
