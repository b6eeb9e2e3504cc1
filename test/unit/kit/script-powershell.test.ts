// The PowerShell script is parsed here by a grammar of PowerShell, and its literals are read back; it is not run: there is
// no PowerShell on this machine. The Windows job of the CI workflow runs it.
import { createRequire } from 'node:module';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { rights } from '../../../assets/text/en/rights.ts';
import { oneLine } from '../../../assets/text/quote.ts';
import type { ScriptFacts } from '../../../main/kit/script/facts.ts';
import { powershellLiteral } from '../../../main/kit/script/literal.ts';
import { powershellScript } from '../../../main/kit/script/powershell.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { certificate, HostsBench, hostile, line, must } from './script-facts.ts';

let parser: Parser;
beforeAll(async () => {
  await Parser.init();
  const wasm = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
  parser = new Parser();
  parser.setLanguage(await Language.load(wasm));
});

let bench: HostsBench;
afterEach(() => bench?.remove());

const text = '127.0.0.1\tlocalhost\r\n10.0.0.1 old.example\r\n10.1.1.1\ta.example\t# certwright journey1\r\n';
const twoLines = [line('sensor7.contoso.com'), line('v6.contoso.com', '2001:db8::7')];
const removal: Operation = { kind: 'hosts-remove', name: 'a.example', address: '10.1.1.1', tag: 'journey1' };
const restore: Operation = { kind: 'hosts-restore', before: '', after: 'EF'.repeat(32) };

async function facts(operations: readonly Operation[], subjects: readonly string[]): Promise<ScriptFacts> {
  bench = new HostsBench(text, 'win32');
  const made = must(await bench.facts(operations));
  const certificates = subjects.flatMap((subject) => [
    certificate(subject),
    certificate(subject, { store: 'windows-user', scope: 'user', place: 'intermediate', act: 'remove' }),
  ]);
  return { ...made, name: 'certwright-change-2026-11-22.ps1', certificates };
}

async function everything(subjects: readonly string[]): Promise<string> {
  const made = await facts([...twoLines, removal], subjects);
  const last = made.hosts?.steps.at(-1);
  if (!made.hosts || !last) throw new Error('no steps');
  made.hosts.steps.push({
    kind: 'copy',
    before: last.after,
    after: restore.kind === 'hosts-restore' ? restore.after : '',
  });
  return powershellScript(made);
}

function parsed(script: string): Node {
  const tree = parser.parse(script);
  if (!tree) throw new Error('not parsed');
  return tree.rootNode;
}

function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) if (child) yield* nodes(child);
}

const functionIn = (root: Node, name: string): string =>
  [...nodes(root)].find(({ type, text }) => type === 'function_statement' && text.startsWith(`function ${name}(`))
    ?.text ?? '';

const literalPattern = /'(?:[^']|'')*'/g;
/** Comments hold fixed words alone, which a test of its own proves. */
const code = (script: string) => script.replace(/^#.*$/gm, '#');
/** A literal as PowerShell would understand it. */
function meaning(literal: string, escaped: boolean): string {
  const plain = literal.slice(1, -1).replaceAll("''", "'");
  if (!escaped) return plain;
  const named: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return plain.replace(/\\(?:u([0-9a-f]{4})|([tnr\\]))/g, (_all, hex, name) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (named[name] ?? ''),
  );
}
const meanings = (script: string): string[] => {
  const source = code(script);
  return [...source.matchAll(literalPattern)].map((match) =>
    meaning(match[0], source.slice(0, match.index).endsWith('[regex]::Unescape(')),
  );
};
/** What is left of a script without its literals: the same whatever they say. */
const skeleton = (script: string) =>
  code(script).replace(literalPattern, "''").replaceAll("([regex]::Unescape(''))", "''");

describe('the script for PowerShell', () => {
  it('parses, whatever names say, and its literals say exactly that', async () => {
    for (const subject of hostile) {
      const script = await everything([subject]);
      bench.remove();
      expect(parsed(script).hasError, subject).toBe(false);
      const wanted = oneLine(`trust ${subject} (SHA-256`);
      expect(meanings(script).filter((said) => said.startsWith(wanted))).toHaveLength(2);
    }
  });

  it('is noticed by the parser when a quotation mark is lost', async () => {
    const script = await everything(['CN=plain']);
    expect(
      parsed(script.replace("'Root'", "'Root").replace("FriendlyName = 'Certwright'", "FriendlyName = 'Cert")).hasError,
    ).toBe(true);
    expect(parsed(script.replace('exit $script:status', '}')).hasError).toBe(true);
  });

  it('has the same code whatever comes from outside', async () => {
    const plain = skeleton(await everything(['CN=plain']));
    bench.remove();
    for (const subject of hostile) {
      expect(skeleton(await everything([subject]))).toBe(plain);
      bench.remove();
    }
  });

  it('calls what it defines, three cmdlets of the core, and nothing else', async () => {
    const root = parsed(await everything(['CN=plain']));
    const own = [...nodes(root)].filter(({ type }) => type === 'function_name').map((node) => node.text);
    const called = new Set([...nodes(root)].filter(({ type }) => type === 'command_name').map((node) => node.text));
    expect(own.length).toBeGreaterThan(8);
    const others = [...called].filter((name) => !own.includes(name));
    expect(others.sort()).toEqual(['Set-StrictMode', 'Where-Object', 'Write-Host']);
    // Nothing is defined for nothing.
    expect(own.filter((name) => !called.has(name))).toEqual([]);
  });

  it('says in comments only what is fixed', async () => {
    const comments = (script: string) => script.match(/^#.*$/gm);
    const plain = comments(await everything(['CN=plain']));
    bench.remove();
    expect(plain?.length).toBeGreaterThan(5);
    expect(comments(await everything(hostile))).toEqual(plain);
  });

  it('says of itself by the very lines of the screen how it is run', async () => {
    const made = await facts(twoLines, []);
    const head = powershellScript(made)
      .split('\r\n')
      .filter((each) => each.startsWith('# powershell'));
    const told = rights.howToRun({ language: 'powershell', name: made.name }, false);
    expect(head.map((each) => each.slice(2).split('  ')[0]).sort()).toEqual(told.map(({ command }) => command).sort());
    expect(told[1]?.command).toBe(
      'powershell -NoProfile -ExecutionPolicy Bypass -File .\\certwright-change-2026-11-22.ps1',
    );
  });

  it('is small, ASCII, CRLF, and without a byte order mark', async () => {
    const script = powershellScript(await facts(twoLines, ['CN=M\u00fcller\u2019s']));
    expect(script).toMatch(/^(?:[ -~]*\r\n)+$/);
    expect(script.split('\r\n').length).toBeLessThan(155);
  });

  it('touches neither policy nor profile, evaluates nothing, and asks before each change', async () => {
    const script = code(await everything(['CN=plain']));
    expect(script).not.toMatch(
      /Invoke-|iex\b|ExecutionPolicy|\$PROFILE|Start-Process|Add-Type|DownloadString|\.Invoke\(/i,
    );
    expect(script.match(/ShouldProcess\(/g)).toHaveLength(2);
    expect(script).toContain('[CmdletBinding(SupportsShouldProcess)]');
    const acts = script
      .split('\r\n')
      .filter((each) => /\$store\.(?:Add|Remove)\(|\[IO\.File\]::(?:Replace|WriteAllBytes)/.test(each));
    expect(acts).toHaveLength(4);
    for (const act of acts) {
      const before = script.slice(0, script.indexOf(act));
      expect(before.lastIndexOf('ShouldProcess(')).toBeGreaterThan(before.lastIndexOf('\nfunction '));
    }
  });

  it('writes into a file that the next run, and the app, sweep when it is left', async () => {
    const made = await facts(twoLines, []);
    if (!made.hosts) throw new Error('no lines');
    const file = 'C:\\Windows\\System32\\drivers\\etc\\hosts';
    const put = functionIn(parsed(powershellScript({ ...made, hosts: { ...made.hosts, file } })), 'Set-Hosts');
    expect(put).toContain(
      "$new = 'C:\\Windows\\System32\\drivers\\etc\\.hosts.certwright-' + (Get-TextSum $Next).Substring(0, 16).ToLowerInvariant()",
    );
    expect(put).toMatch(/try \{\s+\[IO\.File\]::Delete\(\$new\)\s+\[IO\.File\]::WriteAllBytes\(\$new, /);
  });

  it('ends with 2 where something fails that nobody thought of', async () => {
    const script = await everything(['CN=plain']);
    const traps = [...nodes(parsed(script))].filter(({ type }) => type === 'trap_statement').map(({ text }) => text);
    expect(traps).toEqual([expect.stringMatching(/^trap \{ .*Stopped: that did not succeed.*; exit 2 \}$/)]);
    expect(script.indexOf('trap {')).toBeLessThan(script.indexOf('function '));
    expect(new Set(script.match(/\bexit .*?(?= \}|\r)/g))).toEqual(new Set(['exit 2', 'exit $script:status']));
  });

  it('takes out only what is marked as ours, and takes back only what it has noted', async () => {
    const script = powershellScript(await facts(twoLines, ['CN=plain']));
    const calls = [...script.matchAll(/^ +Set-Certificate (\w+) (\w+) '(\w+)' .* '(\S+)' \$(true|false)\r$/gm)];
    const [machine, user] = [
      `added.windows-machine.root.${'AB'.repeat(32)}`,
      `removed.windows-user.intermediate.${'AB'.repeat(32)}`,
    ];
    expect(calls.map(([, ...words]) => words.filter((_, at) => at !== 2).join(' '))).toEqual([
      `LocalMachine Root ${machine} true`,
      `LocalMachine Root ${machine} false`,
      `CurrentUser CA ${user} false`,
      `CurrentUser CA ${user} true`,
    ]);
    const set = functionIn(parsed(script), 'Set-Certificate');
    const inOrder = (...parts: string[]) => {
      let from = 0;
      for (const part of parts) {
        const at = set.indexOf(part, from);
        expect(at, part).toBeGreaterThan(-1);
        from = at + part.length;
      }
    };
    inOrder("-ceq 'Certwright'", 'if (-not $isOurs)', 'Skip-This', 'return', 'ShouldProcess', '.Remove($found[0])');
    inOrder(
      'if ($Undo -and -not [IO.File]::Exists($noted))',
      'Skip-This',
      'return',
      'ShouldProcess',
      '.Add(',
      'WriteAllText($noted',
    );
    // What the user's store shows of the computer's is not taken out of the computer's.
    inOrder("Find-Certificate 'LocalMachine'", '$inherited.Count -eq 0', 'Skip-This', '.Remove(');
  });

  it('carries the same edits as the app makes', async () => {
    const made = await facts([...twoLines, removal], []);
    const [step] = made.hosts?.steps ?? [];
    if (step?.kind !== 'lines') throw new Error('no lines');
    const edit = (from: string, to: string, source: string): string => {
      const call = source.split('\r\n').find((each) => each.includes(`Edit-Hosts '${from}' '${to}'`)) ?? '';
      const splices = [
        ...call.slice(call.indexOf('@(')).matchAll(/(\d+), (\d+), (?:\(\[regex\]::Unescape\()?('(?:[^']|'')*')/g),
      ];
      return splices.reduce((now, [, at = '', cut = '', said = '']) => {
        const put = meaning(said, true);
        return now.slice(0, Number(at)) + put + now.slice(Number(at) + Number(cut));
      }, text);
    };
    const script = powershellScript(made);
    const after = edit(step.before, step.after, script);
    expect(after).toContain('192.0.2.7\tsensor7.contoso.com\t# certwright journey1\r\n');
    expect(after).not.toContain('a.example');
    // Whoever has changed the file otherwise: where the lines stand, there is nothing to do.
    expect(functionIn(parsed(script), 'Edit-Hosts')).toMatch(
      /if \(\$now -cne \$From\) \{\s+if \(.* -and -not \(Test-Lines \$was \$Splices\)\) \{ Stop-Here \$changed \}\s+Write-Already/,
    );
    // What is cut out comes back by the copy that was kept.
    expect(script).toContain(`Restore-Copy '${step.after}' '${step.before}' '${step.before}' `);
  });
});

describe('a literal for PowerShell', () => {
  it.each(hostile.map((each) => [JSON.stringify(each), each]))('of %s is that text again', (_shown, each) => {
    const literal = powershellLiteral(each);
    expect(literal).toMatch(/^[ -~]*$/);
    const [inner = ''] = literal.match(literalPattern) ?? [];
    expect(meaning(inner, literal.startsWith('([regex]'))).toBe(each);
  });
});
