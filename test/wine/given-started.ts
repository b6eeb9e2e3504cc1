// Stands in for test/unit/privileged/started.ts inside Wine: what the tests start was bundled outside, beside this.
import { basename, resolve } from 'node:path';

/** The bundle of a script, by its name. */
export const bundled = (script: string) => (): string => resolve(basename(script).replace(/\.ts$/, '.mjs'));
