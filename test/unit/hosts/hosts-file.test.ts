import { describe, expect, it } from 'vitest';
import { findName, type HostsFile, mappings, parseHosts } from '../../../main/hosts/hosts-file.ts';

function read(content: string | Uint8Array, platform: NodeJS.Platform = 'linux'): HostsFile {
  const parsed = parseHosts(Buffer.from(content), { file: 'hosts', platform });
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
}

describe('parseHosts', () => {
  it.each([
    ['UTF-16LE', Buffer.from('\ufeff127.0.0.1 a\r\n', 'utf16le')],
    ['UTF-16LE', Buffer.from('127.0.0.1 a\r\n', 'utf16le')],
    ['UTF-16BE', Buffer.from('\ufeff127.0.0.1 a\r\n', 'utf16le').swap16()],
    ['UTF-16BE', Buffer.from('127.0.0.1 a\r\n', 'utf16le').swap16()],
  ])('refuses %s', (encoding, bytes) => {
    const parsed = parseHosts(bytes, { file: '/etc/hosts', platform: 'linux' });
    expect(parsed).toEqual({ ok: false, error: { code: 'hosts-encoding', facts: { file: '/etc/hosts', encoding } } });
  });

  it('keeps every byte value', () => {
    const bytes = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    expect(read(bytes).bytes.equals(bytes)).toBe(true);
  });

  it.each([
    ['', 'win32', '\r\n'],
    ['', 'linux', '\n'],
    ['a\nb\nc\r\n', 'win32', '\n'],
    ['a\r\nb\r\nc\n', 'linux', '\r\n'],
    ['a\nb\r\n', 'win32', '\r\n'],
    ['a\nb\r\n', 'darwin', '\n'],
  ] as const)('%j on %s ends its lines with %j', (content, platform, eol) => {
    expect(read(content, platform).eol).toBe(eol);
  });
});

describe('findName', () => {
  it('tells which line wins for each family, and why the others do not', () => {
    const file = read(
      [
        '# 10.0.0.9 sensor7 # old',
        '10.0.0.1\tSENSOR7 other # not sensor7.example',
        '10.0.0.2 sensor7',
        '2001:DB8::7 sensor7',
        '10.0.0.3 sensor77 my-sensor7 sensor7.example',
        '10.0.0.7\tsensor7\t# certwright k3x',
        '',
      ].join('\n'),
    );
    const short = findName(file, 'Sensor7').map(({ line, address, state, wins, ours }) => ({
      line,
      address,
      state,
      wins,
      ours,
    }));
    expect(short).toEqual([
      { line: 1, address: '10.0.0.9', state: 'commented', wins: false, ours: false },
      { line: 2, address: '10.0.0.1', state: 'active', wins: true, ours: false },
      { line: 3, address: '10.0.0.2', state: 'active', wins: false, ours: false },
      { line: 4, address: '2001:db8::7', state: 'active', wins: true, ours: false },
      { line: 6, address: '10.0.0.7', state: 'active', wins: false, ours: true },
    ]);
    expect(findName(file, 'sensor7').at(-1)?.journey).toBe('k3x');
    expect(findName(file, 'sensor7').map(({ why, after }) => (after ? `${why} ${after}` : why))).toEqual([
      ...['commented', 'first', 'later 2', 'only', 'later 2'],
    ]);
  });

  it('does not take a name from a comment, from the address, or from prose', () => {
    const file = read('10.0.0.1 a # b\n# see c for 10.0.0.2\nhello c\n');
    expect(findName(file, 'b')).toEqual([]);
    expect(findName(file, 'c')).toEqual([]);
    expect(findName(file, '10.0.0.1')).toEqual([]);
    expect(findName(file, '')).toEqual([]);
  });

  it('knows that Windows reads nine names in a line', () => {
    const line = '10.0.0.1 n1 n2 n3 n4 n5 n6 n7 n8 n9 n10\r\n';
    expect(findName(read(line, 'win32'), 'n9')[0]?.state).toBe('active');
    expect(findName(read(line, 'win32'), 'n10')[0]).toMatchObject({ state: 'ignored', wins: false });
    expect(findName(read(line, 'linux'), 'n10')[0]).toMatchObject({ state: 'active', wins: true });
  });

  it('reads odd blanks, a missing final newline, a byte order mark, and UTF-8 comments', () => {
    expect(findName(read('\ufeff10.0.0.1 a\r\n'), 'a')[0]).toMatchObject({ line: 1, wins: true });
    expect(findName(read(' \t10.0.0.1 \t \t a\t b'), 'b')[0]).toMatchObject({ line: 1, wins: true });
    expect(findName(read('10.0.0.1 a # Gerät\r\n'), 'a')[0]?.text).toBe('10.0.0.1 a # Gerät');
    expect(findName(read(Buffer.from('10.0.0.1 a # Ger\xe4t\n', 'latin1')), 'a')[0]?.text).toBe('10.0.0.1 a # Gerät');
  });

  it('counts a line of ours that someone edited as theirs', () => {
    for (const line of [
      '10.0.0.7 a b # certwright k3x',
      '10.0.0.7 a # certwright k3x, keep!',
      '10.0.0.7 a #certwright',
    ])
      expect(findName(read(`${line}\n`), 'a')[0]?.ours).toBe(false);
  });
});

describe('mappings', () => {
  it('lists all names in file order with their lines', () => {
    const file = read('127.0.0.1 localhost\n\n# 10.0.0.9 off\n10.0.0.7 a b\n10.0.0.8 a');
    expect(mappings(file).map(({ line, name, wins }) => [line, name, wins])).toEqual([
      [1, 'localhost', true],
      [4, 'a', true],
      [4, 'b', true],
      [5, 'a', false],
    ]);
  });
});
