// What a test starts in a mount namespace: adds a line to the file that is named, and tells what became of it.
import { readFileSync } from 'node:fs';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { replaceFile } from './replace-file.ts';

const file = process.argv[2] ?? '';
const bytes = readFileSync(file);
const options = { backupDir: `${file}-copies`, now: new Date() };
const result = await replaceFile(file, sha256Hex(bytes), Buffer.concat([bytes, Buffer.from('ours\n')]), options);
console.log(JSON.stringify(result));
