// Files that people name on the command line. Also pipes, as a shell's `<(command)` hands them over.
import { readFile } from '../files/read-file.ts';

/** The content, at most 32 MB. `file-unreadable` with the system's code, `file-too-large`; both name it as it was given. */
export const readInput = (file: string) => readFile(file, { name: file, pipes: true });
