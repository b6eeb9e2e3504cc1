// What is generated is made once, in plain Node, and judged in both runtimes: each part of the corpus lies as JSON in a
// folder that the setup made, keys and answers of the referees included. Electron's Node only reads it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { runtime } from './runtime.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the corpus. */
    corpus: string;
  }
}

/**
 * A part of the corpus: as it was made before, or made now.
 * @param make gets a folder of its own, which is gone afterwards; what it returns must survive JSON
 */
export const corpus = <T>(name: string, make: (folder: string) => T): T => {
  const file = join(inject('corpus'), `${name}.json`);
  if (!existsSync(file)) {
    // BoringSSL cannot make half of it.
    if (runtime !== 'node') throw new Error(`${name} was not made: run the tests in plain Node first`);
    const folder = mkdtempSync(join(tmpdir(), 'differential-'));
    try {
      writeFileSync(file, JSON.stringify(make(folder)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return JSON.parse(readFileSync(file, 'utf8')) as T;
};

/** The path of a key that the setup made (see keys.ts). */
export const keyFile = (kind: string): string => join(inject('corpus'), 'keys', `${kind}.pem`);

export const noteCounts = (kind: string, counts: object): void => {
  const folder = join(inject('corpus'), 'counts', runtime);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${kind}.json`), JSON.stringify(counts));
};

/** All disagreements without a reason, for whoever has to look into them: a test shows only the first. */
export const noteUnexplained = (kind: string, found: readonly unknown[]): void => {
  const folder = join(inject('corpus'), 'unexplained', runtime);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${kind}.json`), JSON.stringify(found, null, 1));
};
