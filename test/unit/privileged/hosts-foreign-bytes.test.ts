// For any hosts file and any sequence of adding, removing, taking back and restoring, on the code that the door runs:
// the bytes of other people stay, and what is taken back is back as it was.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLine } from '../../../main/hosts/hosts-edit.ts';
import { parseHosts } from '../../../main/hosts/hosts-file.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import type { TakenOut } from '../../../main/hosts/taken-out.ts';
import { hostsForecast } from '../../../main/journal/hosts-forecast.ts';
import { applyAll, isDone } from '../../../main/privileged/apply.ts';
import { inverseOf, type Operation, requestSchema } from '../../../main/privileged/operations.ts';
import { type TempWorld, tempWorld } from './temp-world.ts';

const fragment = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('10.0.0.1', '10.0.0.7', '::1', 'a', 'b', 'c', ' ', '\t', '#', '# certwright'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('\n', '\r\n', '\r', '10.0.0.1 a\n', '10.0.0.7\ta\t# certwright t1\n', '::1 b c\r\n'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('10.0.0.1  A # certwright t2\r\n', '10.0.0.9 a b\n', '10.0.0.1 a # certwright'),
  },
  { weight: 1, arbitrary: fc.constantFrom('\u00ef\u00bb\u00bf', '\u0000', '\u001a') },
);
const anyFile = fc.oneof(
  { weight: 4, arbitrary: fc.array(fragment, { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''), 'latin1')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);
const line = {
  name: fc.constantFrom('a', 'b', 'sensor7.example'),
  address: fc.constantFrom('10.0.0.1', '10.0.0.7', '::1'),
  tag: fc.constantFrom('t1', 't2', 't3'),
};
type Step =
  | Extract<Operation, { kind: 'hosts-add' | 'hosts-remove' }>
  | { kind: 'restore'; which: number }
  | { kind: 'undo' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('hosts-add' as const), ...line, before: fc.constant(null), override: fc.boolean() }),
  fc.record({ kind: fc.constant('hosts-remove' as const), ...line }),
  fc.record({ kind: fc.constant('restore' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant('undo' as const) }),
);

/** The file without our lines: what is other people's. */
function foreign(bytes: Buffer): string {
  const file = parseHosts(bytes, { file: 'hosts', platform: 'linux' });
  if (!file.ok) throw new Error(file.error.code);
  return removeLine(file.value, {}).bytes.toString('latin1');
}

/** Each writes some files for real. More of them: `HOSTS_RUNS=2000`. */
const runs = Number(process.env.HOSTS_RUNS ?? 40);

let at: TempWorld;
beforeEach(() => {
  at = tempWorld();
});
afterEach(() => at.remove());

const start = (bytes: Buffer) => {
  rmSync(join(at.folder, 'backups'), { recursive: true, force: true });
  writeFileSync(at.file, bytes);
};
const now = () => Buffer.from(at.hosts(), 'latin1');
const readable = anyFile.filter((bytes) => parseHosts(bytes, { file: 'hosts', platform: 'linux' }).ok);

/** What is carried out has been through the schema of requests, as on its way to the elevated child. */
const sent = (operations: Operation[]): Operation[] =>
  requestSchema.parse({ version: 1, nonce: '0'.repeat(32), operations: JSON.parse(JSON.stringify(operations)) })
    .operations;

async function act(operations: Operation[]): Promise<{ did: boolean; inverses: Operation[] }> {
  const forecast = hostsForecast(at.world);
  const foreseen: { taken: TakenOut | null; before: string | null; after: string | null }[] = [];
  for (const operation of operations) {
    const taken = await forecast.takenBy(operation);
    foreseen.push({ taken, ...(await forecast.after(operation)) });
  }
  const before = now();
  const { changed, error } = await applyAll(sent(operations), at.world);
  const did = !error && changed.some(Boolean);
  if (!error) {
    expect(foreseen[0]?.before).toBe(sha256Hex(before));
    expect(foreseen.at(-1)?.after).toBe(sha256Hex(now()));
    for (const operation of operations.slice(-1))
      expect(await isDone(operation, at.world)).toEqual({ ok: true, value: true });
  }
  const inverses = operations.flatMap((operation, index) => {
    const inverse = changed[index] ? inverseOf(operation, null, foreseen[index]?.taken ?? null) : null;
    return inverse ? [inverse] : [];
  });
  return { did, inverses: inverses.reverse() };
}

describe('for any hosts file', () => {
  it('no sequence of changes touches a byte of other people, and undo goes back through the very same files', async () => {
    await fc.assert(
      fc.asyncProperty(readable, fc.array(step, { maxLength: 10 }), async (bytes, steps) => {
        start(bytes);
        const theirs = foreign(bytes);
        const seen = [bytes];
        const done: { before: Buffer; inverses: Operation[] }[] = [];
        let isExact = true;
        for (const each of steps) {
          const before = now();
          if (each.kind === 'undo') {
            const last = done.pop();
            if (!last) continue;
            const { error } = await applyAll(sent(last.inverses), at.world);
            if (isExact) expect(error).toBeNull();
            isExact &&= !hasTwins(last.inverses, last.before);
            if (isExact) expect(now().equals(last.before)).toBe(true);
          } else {
            const after = seen[('which' in each ? each.which : 0) % seen.length] as Buffer;
            const operation: Operation =
              each.kind === 'restore'
                ? { kind: 'hosts-restore', before: sha256Hex(before), after: sha256Hex(after) }
                : each;
            const { did, inverses } = await act([operation]);
            if (did) done.push({ before, inverses });
          }
          seen.push(now());
          expect(foreign(now())).toBe(theirs);
        }
        while (done.length > 0) {
          const last = done.pop();
          if (!last) break;
          const { error } = await applyAll(sent(last.inverses), at.world);
          if (isExact) expect(error).toBeNull();
          isExact &&= !hasTwins(last.inverses, last.before);
          if (isExact) expect(now().equals(last.before)).toBe(true);
          expect(foreign(now())).toBe(theirs);
        }
        if (isExact) expect(now().equals(bytes)).toBe(true);
      }),
      { numRuns: runs },
    );
  }, 600_000);

  it('several removals in one go are taken back in one go, to the byte', async () => {
    const removals = fc.uniqueArray(fc.record({ kind: fc.constant('hosts-remove' as const), ...line }), {
      minLength: 1,
      maxLength: 6,
      selector: ({ name, address, tag }) => `${name} ${address} ${tag}`,
    });
    const ours = fc.array(
      fc.oneof(
        fc.record(line).map(({ name, address, tag }) => `${address}\t${name}\t# certwright ${tag}\n`),
        fc.constantFrom('# x\n', '10.0.0.9 a\n', '\r\n'),
      ),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(ours, removals, async (lines, operations) => {
        const bytes = Buffer.from(lines.join(''), 'latin1');
        start(bytes);
        const { inverses } = await act(operations);
        for (const inverse of inverses) expect((await applyAll(sent([inverse]), at.world)).error).toBeNull();
        expect(now().toString('latin1')).toBe(bytes.toString('latin1'));
      }),
      { numRuns: runs },
    );
  }, 600_000);
});

/**
 * An added line may be one that was there already, further down and overruled: all with one name, address and tag belong
 * to one change, and go together.
 */
function hasTwins(inverses: readonly Operation[], before: Buffer): boolean {
  const file = parseHosts(before, { file: 'hosts', platform: 'linux' });
  return inverses.some(
    (inverse) => inverse.kind === 'hosts-remove' && file.ok && removeLine(file.value, inverse).changed,
  );
}

describe('a removal that is taken back', () => {
  const overruling = '10.0.0.7\ta\t# certwright t1\n10.0.0.1 a\n# end\n';
  const remove: Operation = { kind: 'hosts-remove', name: 'a', address: '10.0.0.7', tag: 't1' };

  it('goes above the line again that it stood above, also where somebody has written elsewhere since', async () => {
    start(Buffer.from(overruling));
    const { inverses } = await act([remove]);
    writeFileSync(at.file, `${at.hosts()}# theirs\n`);
    expect((await applyAll(sent(inverses), at.world)).error).toBeNull();
    expect(at.hosts()).toBe(`${overruling}# theirs\n`);
  });

  it('asks where somebody maps the name elsewhere since', async () => {
    start(Buffer.from(overruling));
    const { inverses } = await act([remove]);
    writeFileSync(at.file, '10.0.0.66 a\n# end\n');
    expect((await applyAll(sent(inverses), at.world)).error).toMatchObject({ code: 'hosts-conflict' });
    expect(at.hosts()).toBe('10.0.0.66 a\n# end\n');
  });

  it('puts nothing into the file but a line of its own, whatever the request says', async () => {
    start(Buffer.from('10.0.0.1 x\n'));
    const text = '10.0.0.66\tother\t# certwright t1\n';
    const back = { foreign: sha256Hex(Buffer.from('10.0.0.1 x\n')), lines: [{ offset: 0, skip: 0, text }], over: [] };
    const add: Operation = {
      kind: 'hosts-add',
      name: 'a',
      address: '10.0.0.7',
      tag: 't1',
      before: null,
      override: false,
      back,
    };
    expect((await applyAll(sent([add]), at.world)).error).toBeNull();
    expect(at.hosts()).toBe('10.0.0.1 x\n10.0.0.7\ta\t# certwright t1\n');
    const evil = { ...back, lines: [{ offset: 0, skip: 0, text: '10.0.0.7\ta\t# certwright t1\n10.0.0.66 bank\n' }] };
    expect(() => sent([{ ...add, back: evil }])).toThrow();
  });

  it.each<[string, string, string | null, { over?: string[]; override?: boolean }?]>([
    ['localhost', '10.0.0.66', 'hosts-name-invalid'],
    ['*.example', '10.0.0.66', 'hosts-name-invalid'],
    ['1.2.3.4', '10.0.0.66', 'hosts-name-invalid'],
    ['a', '10.0.0.666', 'hosts-not-address'],
    ['bank.example', '10.0.0.66', 'hosts-conflict'],
    ['bank.example', '10.0.0.66', null, { over: ['10.1.1.1'] }],
    ['bank.example', '10.0.0.66', null, { override: true }],
    ['bank.example', '::66', null],
  ])(
    'goes by the rules for a new line: %s to %s',
    async (name, address, code, { over = [], override = false } = {}) => {
      const theirs = '127.0.0.1 localhost\n10.1.1.1 bank.example\n';
      start(Buffer.from(theirs));
      const text = `${address}\t${name}\t# certwright t1\n`;
      const back = { foreign: sha256Hex(Buffer.from(theirs)), lines: [{ offset: 0, skip: 0, text }], over };
      const add = { kind: 'hosts-add', name, address, tag: 't1', before: null, override, back } as const;
      const { error } = await applyAll(sent([add]), at.world);
      expect(error?.code ?? null).toBe(code);
      expect(at.hosts()).toBe(code ? theirs : `${text}${theirs}`);
    },
  );
});
