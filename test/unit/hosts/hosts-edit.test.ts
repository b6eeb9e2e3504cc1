import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addLine, type HostsEdit, type HostsLine, removeLine } from '../../../main/hosts/hosts-edit.ts';
import { findName, type HostsFile, parseHosts } from '../../../main/hosts/hosts-file.ts';

const where = { file: 'hosts', platform: 'linux' } as const;

function read(content: string | Uint8Array, platform: NodeJS.Platform = 'linux'): HostsFile {
  const parsed = parseHosts(Buffer.from(content), { file: 'hosts', platform });
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
}

function add(file: HostsFile, line: Partial<HostsLine> = {}): HostsEdit {
  const edit = addLine(file, { address: '10.0.0.7', name: 'sensor7', tag: 'k3x', ...line });
  if (!edit.ok) throw new Error(edit.error.code);
  return edit.value;
}

describe('addLine', () => {
  it.each([
    ['', 'linux', '10.0.0.7\tsensor7\t# certwright k3x\n'],
    ['', 'win32', '10.0.0.7\tsensor7\t# certwright k3x\r\n'],
    ['127.0.0.1 localhost\n', 'win32', '127.0.0.1 localhost\n10.0.0.7\tsensor7\t# certwright k3x\n'],
    // above an unfinished last line, so that nothing is glued to anything
    ['127.0.0.1 a\r\n::1 b', 'linux', '127.0.0.1 a\r\n10.0.0.7\tsensor7\t# certwright k3x\r\n::1 b'],
    ['::1 b', 'linux', '10.0.0.7\tsensor7\t# certwright k3x\n::1 b'],
  ] as const)('to %j on %s', (before, platform, after) => {
    const edit = add(read(before, platform));
    expect(edit.changed).toBe(true);
    expect(edit.bytes.toString()).toBe(after);
    expect(removeLine(read(edit.bytes), { name: 'sensor7' }).bytes.toString()).toBe(before);
  });

  it('changes nothing where the winning line is right already, also when it is not ours', () => {
    for (const line of ['10.0.0.7 Sensor7\n', '10.0.0.7 x sensor7\n10.0.0.8 sensor7\n']) {
      const edit = add(read(line));
      expect(edit).toMatchObject({ changed: false, bytes: Buffer.from(line), diff: [] });
    }
    expect(add(read('2001:DB8:0::7 sensor7\n'), { address: '2001:db8::7' }).changed).toBe(false);
  });

  it('is not fooled by a right line that does not count', () => {
    expect(add(read('# 10.0.0.7 sensor7\n')).changed).toBe(true);
    expect(add(read('10.0.0.7 1a 2a 3a 4a 5a 6a 7a 8a 9a sensor7\r\n', 'win32')).changed).toBe(true);
  });

  it('asks about a line of someone else, and with override goes directly above it', () => {
    const before = '127.0.0.1 localhost\n10.0.0.1 a sensor7 # theirs\n10.0.0.2 sensor7\n';
    const refused = addLine(read(before), { address: '10.0.0.7', name: 'sensor7' });
    expect(refused).toEqual({
      ok: false,
      error: { code: 'hosts-conflict', facts: { name: 'sensor7', address: '10.0.0.1', line: 2 } },
    });
    const edit = add(read(before), { override: true });
    const after = read(edit.bytes);
    expect(edit.bytes.toString().split('\n')[1]).toBe('10.0.0.7\tsensor7\t# certwright k3x');
    expect(findName(after, 'sensor7').find(({ wins }) => wins)?.address).toBe('10.0.0.7');
    expect(removeLine(after, { tag: 'k3x' }).bytes.toString()).toBe(before);
  });

  it('asks also where theirs is right but a wrong one of theirs wins', () => {
    const result = addLine(read('10.0.0.1 sensor7\n10.0.0.7 sensor7\n'), { address: '10.0.0.7', name: 'sensor7' });
    expect(result).toMatchObject({ ok: false, error: { code: 'hosts-conflict' } });
  });

  it('does not take another family for a conflict', () => {
    expect(add(read('::1 sensor7\n')).bytes.toString()).toBe('::1 sensor7\n10.0.0.7\tsensor7\t# certwright k3x\n');
  });

  it('does not replace a line of its own either: it belongs to another change, which somebody may take back', () => {
    const before = 'a\n10.0.0.6\tsensor7\t# certwright k3x\nb\n';
    expect(addLine(read(before), { address: '10.0.0.7', name: 'sensor7', tag: 'n2' })).toMatchObject({
      error: { code: 'hosts-conflict', facts: { address: '10.0.0.6', line: 2 } },
    });
    const edit = add(read(before), { tag: 'n2', override: true });
    expect(edit.bytes.toString()).toBe(
      'a\n10.0.0.7\tsensor7\t# certwright n2\n10.0.0.6\tsensor7\t# certwright k3x\nb\n',
    );
    expect(removeLine(read(edit.bytes), { tag: 'n2' }).bytes.toString()).toBe(before);
  });

  it('refuses to write behind a byte order mark', () => {
    for (const content of ['\ufeff', '\ufeff127.0.0.1 a', '\ufeff10.0.0.1 sensor7\n'])
      expect(addLine(read(content), { address: '10.0.0.7', name: 'sensor7', override: true })).toMatchObject({
        ok: false,
        error: { code: 'hosts-encoding' },
      });
    expect(add(read('\ufeff# head\r\n')).bytes.toString()).toMatch(/^\ufeff# head\r\n10\.0\.0\.7\t/);
  });

  it('refuses bad names, addresses and tags', () => {
    expect(addLine(read(''), { address: '10.0.0', name: 'a' })).toMatchObject({ error: { code: 'hosts-not-address' } });
    expect(addLine(read(''), { address: '::1', name: 'a b' })).toMatchObject({ error: { code: 'hosts-name-invalid' } });
    expect(() => addLine(read(''), { address: '::1', name: 'a', tag: 'x\n::1 y' })).toThrow();
  });

  it('shows three lines around the change', () => {
    const edit = add(read(`${Array.from({ length: 9 }, (_, i) => `# ${i + 1} ä`).join('\r\n')}\r\n`));
    expect(edit.diff.map(({ kind, line, text }) => `${kind} ${line} ${text}`)).toEqual([
      'same 7 # 7 ä',
      'same 8 # 8 ä',
      'same 9 # 9 ä',
      'add 10 10.0.0.7\tsensor7\t# certwright k3x',
    ]);
  });
});

describe('removeLine', () => {
  const content =
    '10.0.0.7 a # certwright\n10.0.0.7\tb\t# certwright k1\n::1\ta\t# certwright k2\n10.0.0.7 a # mine\n10.0.0.9 c d # certwright k1\n';
  const left = (which: Parameters<typeof removeLine>[1]) =>
    removeLine(read(content), which)
      .diff.filter(({ kind }) => kind === 'remove')
      .map(({ line }) => line);

  it('takes what matches everything given, and only what is ours', () => {
    expect(left({ name: 'A' })).toEqual([1, 3]);
    expect(left({ name: 'a', address: '10.0.0.7' })).toEqual([1]);
    expect(left({ tag: 'k1' })).toEqual([2]);
    expect(left({})).toEqual([1, 2, 3]);
    expect(left({ name: 'c' })).toEqual([]);
    expect(left({ address: 'nonsense' })).toEqual([]);
    expect(left({ name: '*' })).toEqual([]);
  });

  it('says when there is nothing to do', () => {
    expect(removeLine(read(content), { name: 'zz' })).toMatchObject({ changed: false, diff: [] });
  });
});

// Bytes of every kind, with many that mean something in a hosts file.
const fragment = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('10.0.0.1', '10.0.0.7', '::1', 'a', 'b', 'c', ' ', '\t', '#', '# certwright'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('\n', '\r\n', '\r', '10.0.0.1 a\n', '10.0.0.7\ta\t# certwright t1\n', '::1 b c'),
  },
  { weight: 1, arbitrary: fc.constantFrom('\u00ef\u00bb\u00bf', '\u0000', '\u001a') },
);
const anyBytes = fc.oneof(
  fc.array(fragment, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''), 'latin1')),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const names = fc.constantFrom('a', 'b', 'c', 'sensor7.example');
const addresses = fc.constantFrom('10.0.0.1', '10.0.0.7', '::1', '2001:db8::7');
const lines = fc.record({ name: names, address: addresses, override: fc.boolean(), tag: fc.constantFrom('t1', 't2') });

/** The file without the lines that look exactly like ours: what nobody but their writers may change. */
const foreign = (bytes: Buffer): string =>
  (bytes.toString('latin1').match(/[^\n]*\n|[^\n]+/g) ?? [])
    .filter((line) => isIP(/^(\S+)[ \t]+[^\s#]+[ \t]+# certwright(?: \w+)?[ \t\r]*\n?$/.exec(line)?.[1] ?? '') === 0)
    .join('');

describe('for any bytes', () => {
  it('add and then remove is the identity', () => {
    fc.assert(
      fc.property(anyBytes, lines, (bytes, line) => {
        const file = parseHosts(bytes, where);
        fc.pre(file.ok);
        const added = file.ok ? addLine(file.value, { ...line, tag: 'fresh' }) : file;
        fc.pre(added.ok && added.value.changed);
        if (!file.ok || !added.ok) return;
        const after = read(added.value.bytes);
        expect(removeLine(after, { tag: 'fresh' }).bytes.equals(bytes)).toBe(true);
        const winner = findName(after, line.name).find(({ wins, address }) => wins && address === line.address);
        expect(winner).toMatchObject({ ours: true, journey: 'fresh' });
      }),
      { numRuns: 1500 },
    );
  });

  it('no sequence of changes touches a byte of someone else', () => {
    const steps = fc.array(fc.oneof(lines, fc.record({ remove: names })), { maxLength: 12 });
    fc.assert(
      fc.property(anyBytes, steps, (bytes, sequence) => {
        const start = parseHosts(bytes, where);
        fc.pre(start.ok);
        let now: Buffer = bytes;
        for (const step of sequence) {
          const file = read(now);
          const edit = 'remove' in step ? removeLine(file, { name: step.remove }) : addLine(file, step);
          if ('bytes' in edit) now = edit.bytes;
          else if (edit.ok) now = edit.value.bytes;
        }
        expect(foreign(now)).toBe(foreign(bytes));
        // And all of ours out again leaves exactly what was theirs.
        expect(removeLine(read(now), {}).bytes.toString('latin1')).toBe(foreign(bytes));
      }),
      { numRuns: 1500 },
    );
  });
});
