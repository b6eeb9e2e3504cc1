// What each operation makes of the hosts file, worked out a second time and as plainly as can be, from text to text.
// It shares no code with what is tested.
import { createHash } from 'node:crypto';
import type { Operation } from '../../main/privileged/operations.ts';

/** The hosts file's bytes as latin1. */
export type Text = string;

const eol = '\r\n';
const ours = /^\S+\t\S+\t# certwright \S+\r\n$/;

export const sha256Of = (bytes: string | Uint8Array): string =>
  createHash('sha256')
    .update(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
    .digest('hex')
    .toUpperCase();

export const linesOf = (text: Text): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
export const ourLines = (text: Text): string[] => linesOf(text).filter((line) => ours.test(line));
export const withoutOurs = (text: Text): Text =>
  linesOf(text)
    .filter((line) => !ours.test(line))
    .join('');
export const lineOf = ({ name, address, tag }: { name: string; address: string; tag: string }): string =>
  `${address}\t${name}\t# certwright ${tag}${eol}`;

const put = (text: Text, at: number, line: string): Text => text.slice(0, at) + line + text.slice(at);

/** Behind `offset` bytes of other people's, and below `skip` lines of ours that stand there. */
function placeOf(text: Text, offset: number, skip: number): number {
  let foreign = 0;
  let passed = 0;
  let at = 0;
  for (const line of linesOf(text)) {
    const isOurs = ours.test(line);
    if (foreign === offset && (!isOurs || passed === skip)) break;
    if (!isOurs) foreign += line.length;
    else if (foreign === offset) passed += 1;
    at += line.length;
  }
  return at;
}

function add(text: Text, operation: Operation & { kind: 'hosts-add' }): Text {
  const { name, address, back, override } = operation;
  if (back) {
    if (ourLines(text).includes(lineOf(operation))) return text;
    return back.lines.reduce((now, { offset, skip, text: line }) => put(now, placeOf(now, offset, skip), line), text);
  }
  let at = 0;
  for (const line of linesOf(text)) {
    const [to, whom] = line.trim().split(/\s+/);
    if (whom === name && !line.startsWith('#')) {
      if (to === address) return text;
      return override ? put(text, at, lineOf(operation)) : text;
    }
    at += line.length;
  }
  return put(text, text.lastIndexOf('\n') + 1, lineOf(operation));
}

const isSameLine = (one: Operation, other: Operation): boolean =>
  'name' in one && 'name' in other && lineOf(one) === lineOf(other);

/**
 * The file after each of the operations, the file as it was first: an interrupted request leaves one of these.
 * @param known text of every file that ever was, by SHA-256
 */
export function filesAfter(text: Text, operations: readonly Operation[], known: ReadonlyMap<string, Text>): Text[] {
  const files = [text];
  let now = text;
  for (const [index, operation] of operations.entries()) {
    // Two words on one line of one file: the last one counts.
    const later = operations.slice(index + 1);
    const next = later.findIndex(({ kind }) => kind === 'hosts-restore');
    if (later.slice(0, next === -1 ? undefined : next).some((other) => isSameLine(operation, other))) continue;
    if (operation.kind === 'hosts-add') now = add(now, operation);
    if (operation.kind === 'hosts-remove')
      now = linesOf(now)
        .filter((line) => line !== lineOf(operation))
        .join('');
    if (operation.kind === 'hosts-restore' && sha256Of(now) === operation.before)
      now = known.get(operation.after) ?? now;
    files.push(now);
  }
  return files;
}
