// Colours for a terminal, and nothing elsewhere. Text that came from outside is made harmless before it is shown:
// escape sequences and marks of writing direction in a certificate's name must not drive or fool the terminal.
const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;
type Colour = keyof typeof codes;
export type Paint = Record<Colour, (text: string) => string>;

/** `NO_COLOR` (no-color.org) and a dumb terminal are respected. */
export const hasColours = (output: { isTTY?: boolean | undefined }, env: NodeJS.ProcessEnv): boolean =>
  output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';

export function paintFor(output: { isTTY?: boolean | undefined }, env: NodeJS.ProcessEnv): Paint {
  const on = hasColours(output, env);
  const colour = (name: Colour) => (text: string) =>
    on && text !== '' ? `\u001b[${codes[name][0]}m${text}\u001b[${codes[name][1]}m` : text;
  return {
    bold: colour('bold'),
    dim: colour('dim'),
    red: colour('red'),
    green: colour('green'),
    yellow: colour('yellow'),
  };
}

// Control characters (C0, C1), line and paragraph separators, direction marks, embeddings and isolates.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const harmful = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One line that a terminal shows as it is: what could do anything else is shown as its code point. */
export const plain = (text: string): string =>
  text.replace(harmful, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const sequence = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
const kept = new RegExp(`(${String.fromCharCode(27)}\\[(?:${Object.values(codes).flat().join('|')})m|[\\t\\n])`);
const breaks = /([\t\n])/;

/**
 * Text on its way out: whatever a caller forgot to make harmless, nothing but our own colours gets through, and where
 * there are none, nothing at all. Tabs and line breaks stay.
 */
export const printable = (text: string, colours: boolean): string =>
  text
    .split(colours ? kept : breaks)
    .map((part, at) => (at % 2 === 1 ? part : plain(part)))
    .join('');

const width = (text: string): number => [...text.replace(sequence, '')].length;
export const pad = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)));

/** Rows with their columns aligned; the last column is not padded. */
export function table(rows: readonly (readonly string[])[], indent = ''): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, width(cell));
  return rows.map((row) =>
    `${indent}${row.map((cell, at) => (at === row.length - 1 ? cell : pad(cell, widths[at] ?? 0))).join('  ')}`.trimEnd(),
  );
}

/** Characters in a line of this output; a terminal that does not know its width says 0. */
export const columnsOf = ({ columns }: { columns?: number | undefined }): number =>
  Math.min(100, Math.max(40, columns || 80));

/** Text in lines of at most `columns`, broken at blanks. */
export function wrap(text: string, columns: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && indent.length + width(longer) > columns) {
      lines.push(indent + line);
      line = word;
    } else line = longer;
  }
  return [...lines, indent + line];
}
