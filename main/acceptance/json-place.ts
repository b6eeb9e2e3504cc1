// Where a text stops being JSON (RFC 8259), as line and column: JSON.parse says so in some runtimes and not in others.
// Also finds a name that an object has twice, of which JSON.parse silently drops the first. Builds no values.

export type Place = { line: number; column: number; problem: string };

class Fault extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a string must not contain.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const blanks = /[ \t\r\n]*/y;

/** Deeper than any profile; keeps the scanner's own stack small. */
const maxDepth = 100;

class Scanner {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skip(): void {
    this.#match(blanks);
  }

  #fail(wanted: string): never {
    const found = this.text[this.#at];
    throw new Fault(
      this.#at,
      found === undefined ? `the text ends where ${wanted} is expected` : `${wanted} is expected`,
    );
  }

  #take(character: string): boolean {
    this.#skip();
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #string(wanted: string): string {
    this.#skip();
    const start = this.#at;
    const found = this.#match(string);
    if (found !== undefined) return found;
    if (this.text[start] === '"')
      throw new Fault(start, 'a string that begins here is not closed, or has a character that must be escaped');
    return this.#fail(wanted);
  }

  #list(end: string, item: () => void): void {
    if (this.#take(end)) return;
    do item();
    while (this.#take(','));
    if (!this.#take(end)) this.#fail(`a comma or ${end}`);
  }

  #object(): void {
    const names = new Set<string>();
    this.#list('}', () => {
      this.#skip();
      const at = this.#at;
      const name = this.#string('a name in double quotes');
      if (names.has(name)) throw new Fault(at, `the name ${name.slice(0, 80)} is there twice`);
      names.add(name);
      if (!this.#take(':')) this.#fail('a colon');
      this.value();
    });
  }

  value(): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new Fault(this.#at, 'it is nested too deeply');
    if (this.#take('{')) this.#object();
    else if (this.#take('[')) this.#list(']', () => this.value());
    else if (this.text[this.#at] === '"') this.#string('a value');
    else if (this.#match(/true|false|null/y) === undefined && this.#match(number) === undefined) this.#fail('a value');
    this.#depth -= 1;
  }

  end(): void {
    this.#skip();
    if (this.#at < this.text.length) throw new Fault(this.#at, 'the end of the file is expected');
  }
}

/** The first place at which the text is not JSON, lines and columns counted from 1; null when it is. */
export const jsonFault = (text: string): Place | null => {
  const scanner = new Scanner(text);
  try {
    scanner.value();
    scanner.end();
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const before = text.slice(0, error.at).split(/\r\n|\r|\n/);
    return { line: before.length, column: (before.at(-1) ?? '').length + 1, problem: error.message };
  }
};
