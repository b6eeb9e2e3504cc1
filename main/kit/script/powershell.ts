// The change as a script for Windows PowerShell 5.1 and PowerShell 7: it does, does again without harm, undoes, and tells
// beforehand with -WhatIf. Pure: facts in, text out. Only the functions that this change needs are in it; nothing from
// outside stands anywhere but in a single-quoted literal. Texts are compared by their hashes, as PowerShell's own
// comparison of strings passes over characters that it takes for nothing (NUL, soft hyphen). It calls .NET alone: no cmdlet of a module that may be absent,
// no Invoke-Expression, and neither policy nor profile is touched.
import { scriptNotes as notes, scriptHead, scriptWords as words } from '../../../assets/text/en/script.ts';
import { oneLine } from '../../../assets/text/quote.ts';
import { showLine } from '../../hosts/hosts-file.ts';
import { addsOnly, type HostsStep, linesOf, reversed, type ScriptCertificate, type ScriptFacts } from './facts.ts';
import { powershellLiteral as literal } from './literal.ts';

/** For the screen: a name from outside must not move the cursor or begin a line of its own. */
const shown = (text: string): string => literal(oneLine(text));

const start = (name: string): string[] => [
  '#Requires -Version 5.1',
  ...[
    scriptHead.about,
    ...scriptHead.run('powershell', name),
    scriptHead.windows,
    scriptHead.again,
    scriptHead.ends,
  ].map((line) => `# ${line}`),
  '[CmdletBinding(SupportsShouldProcess)]',
  'param([switch]$Undo)',
  'Set-StrictMode -Version 2.0',
  "$ErrorActionPreference = 'Stop'",
  '$script:status = 0',
  'function Stop-Here([string]$Why) { [Console]::Error.WriteLine($Why); exit 2 }',
  `function Skip-This([string]$Why) { [Console]::Error.WriteLine(${literal(words.left)} + ' ' + $Why); $script:status = 2 }`,
  `function Write-Already([string]$What) { Write-Host (${literal(words.already)} + ' ' + $What) }`,
  'function Get-Sum([byte[]]$Bytes) {',
  '  $sha256 = [Security.Cryptography.SHA256]::Create()',
  "  try { [BitConverter]::ToString($sha256.ComputeHash($Bytes)).Replace('-', '') } finally { $sha256.Dispose() }",
  '}',
];

const certificates = (): string[] => [
  `# ${notes.windowsCertificate}`,
  'function Set-Certificate([string]$Location, [string]$Name, [string]$Sum, [string]$Base64, [string]$What, [bool]$Wanted, [bool]$OursOnly) {',
  '  $bytes = [Convert]::FromBase64String($Base64)',
  `  if ((Get-Sum $bytes) -cne $Sum) { Stop-Here ${literal(words.damaged)} }`,
  '  $where = [Security.Cryptography.X509Certificates.StoreLocation]$Location',
  '  $store = [Security.Cryptography.X509Certificates.X509Store]::new($Name, $where)',
  '  try {',
  "    $store.Open('ReadOnly')",
  '    $found = @($store.Certificates | Where-Object { (Get-Sum $_.RawData) -ceq $Sum })',
  '    if ($Wanted -eq ($found.Count -gt 0)) { Write-Already $What; return }',
  "    $ours = @($found | Where-Object { -not $OursOnly -or $_.FriendlyName -ceq 'Certwright' })",
  `    if ($found.Count -gt $ours.Count) { Skip-This (${literal(words.notOurs)} + ' ' + $What) }`,
  '    if (-not $Wanted -and $ours.Count -eq 0) { return }',
  `    $action = ${literal(words.removeCertificate)}`,
  `    if ($Wanted) { $action = ${literal(words.addCertificate)} }`,
  '    if (-not $PSCmdlet.ShouldProcess($What, $action)) { return }',
  '    $store.Close()',
  "    $store.Open('ReadWrite')",
  '    if ($Wanted) {',
  '      $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes)',
  "      $certificate.FriendlyName = 'Certwright'",
  '      $store.Add($certificate)',
  '    } else { foreach ($each in $ours) { $store.Remove($each) } }',
  '    $store.Close()',
  "    $store.Open('ReadOnly')",
  '    $left = @($store.Certificates | Where-Object { (Get-Sum $_.RawData) -ceq $Sum })',
  `    if ($Wanted -and $left.Count -eq 0) { Stop-Here (${literal(words.notThere)} + ' ' + $What) }`,
  `    if (-not $Wanted -and $left.Count -gt $found.Count - $ours.Count) { Stop-Here (${literal(words.stillThere)} + ' ' + $What) }`,
  '    Write-Host $What',
  '  } finally { $store.Dispose() }',
  '}',
];

type Hosts = NonNullable<ScriptFacts['hosts']>;

const hostsFunctions = ({ file, backupDir, steps }: Hosts): string[] => {
  const does = (kind: HostsStep['kind']) => steps.some((step) => step.kind === kind);
  return [
    `$file = ${literal(file)}`,
    `$copies = ${literal(backupDir)}`,
    `$changed = ${literal(words.hostsChanged(file))}`,
    '$script:pretend = $null',
    `# ${notes.windowsText}`,
    '$latin1 = [Text.Encoding]::GetEncoding(28591)',
    'function Get-Text([string]$Path) { $latin1.GetString([IO.File]::ReadAllBytes($Path)) }',
    'function Get-TextSum([string]$Text) { Get-Sum ($latin1.GetBytes($Text)) }',
    'function Get-Now([string]$Text) { if ($script:pretend) { $script:pretend } else { Get-TextSum $Text } }',
    `# ${notes.windowsPut}`,
    'function Set-Hosts([string]$Was, [string]$Next, [string]$What) {',
    `  if (-not $PSCmdlet.ShouldProcess($What, ${literal(words.changeHosts)})) { return }`,
    "  if ([IO.File]::GetAttributes($file) -band [IO.FileAttributes]'ReadOnly, ReparsePoint') {",
    `    Stop-Here ${literal(words.hostsLocked(file))}`,
    '  }',
    '  $sum = Get-TextSum $Was',
    '  $null = [IO.Directory]::CreateDirectory($copies)',
    "  $time = [DateTime]::UtcNow.ToString('yyyyMMddTHHmmssfffZ', [Globalization.CultureInfo]::InvariantCulture)",
    "  $unique = [Guid]::NewGuid().ToString('N')",
    "  $name = [IO.Path]::GetFileName($file) + '.' + $time + '.' + $sum.Substring(0, 16) + '.' + $unique.Substring(0, 6)",
    "  $new = $file + '.' + $unique",
    '  try {',
    '    [IO.File]::WriteAllBytes($new, $latin1.GetBytes($Next))',
    '    if ((Get-TextSum (Get-Text $file)) -cne $sum) { Stop-Here $changed }',
    '    [IO.File]::Replace($new, $file, [IO.Path]::Combine($copies, $name))',
    '  } finally { [IO.File]::Delete($new) }',
    `  if ((Get-TextSum (Get-Text $file)) -cne (Get-TextSum $Next)) { Stop-Here ${literal(words.hostsReverted(file))} }`,
    "  $null = & ([IO.Path]::Combine([Environment]::SystemDirectory, 'ipconfig.exe')) /flushdns",
    '  Write-Host $What',
    '}',
    ...(does('lines') ? edits() : []),
    ...(addsOnly(steps) ? cuts() : []),
    ...(does('copy') ? copies() : []),
  ];
};

const edits = (): string[] => [
  `# ${notes.edit}`,
  'function Edit-Hosts([string]$From, [string]$To, [string]$End, [string]$What, [object[]]$Splices) {',
  '  $was = Get-Text $file',
  '  $now = Get-Now $was',
  '  if ($now -ceq $To -or $now -ceq $End) { Write-Already $What; return }',
  '  if ($now -cne $From) { Stop-Here $changed }',
  '  $next = $was',
  '  if (-not $script:pretend) {',
  '    for ($i = 0; $i -lt $Splices.Count; $i += 3) {',
  '      $next = $next.Remove($Splices[$i], $Splices[$i + 1]).Insert($Splices[$i], $Splices[$i + 2])',
  '    }',
  '  }',
  '  Set-Hosts $was $next $What',
  '  if ($WhatIfPreference) { $script:pretend = $To }',
  '}',
];

const cuts = (): string[] => [
  `# ${notes.cut}`,
  'function Remove-Line([string]$What, [string[]]$Lines) {',
  '  $was = Get-Text $file',
  '  $next = $was',
  '  foreach ($line in $Lines) {',
  '    $at = 0',
  '    while (($at = $next.IndexOf($line, $at, [StringComparison]::Ordinal)) -ge 0) {',
  '      if ($at -gt 0 -and [int]$next[$at - 1] -ne 10) { $at += 1 } else { $next = $next.Remove($at, $line.Length) }',
  '    }',
  '  }',
  '  if ($next.Length -eq $was.Length) { Write-Already $What } else { Set-Hosts $was $next $What }',
  '}',
];

const copies = (): string[] => [
  `# ${notes.copy}`,
  'function Restore-Copy([string]$From, [string]$To, [string]$End, [string]$What) {',
  '  $was = Get-Text $file',
  '  $now = Get-Now $was',
  '  if ($now -ceq $To -or $now -ceq $End) { Write-Already $What; return }',
  '  if ($now -cne $From) { Stop-Here $changed }',
  '  if ([IO.Directory]::Exists($copies)) {',
  '    foreach ($copy in [IO.Directory]::GetFiles($copies)) {',
  '      $next = Get-Text $copy',
  '      if ((Get-TextSum $next) -cne $To) { continue }',
  '      Set-Hosts $was $next $What',
  '      if ($WhatIfPreference) { $script:pretend = $To }',
  '      return',
  '    }',
  '  }',
  `  Stop-Here ${literal(words.noCopy)}`,
  '}',
];

function hostsCalls({ file, steps }: Hosts, undo: boolean): string[] {
  const asked = undo ? steps.map(reversed).reverse() : steps;
  const end = asked.at(-1)?.after ?? '';
  return asked.map((step) => {
    const hashes = `'${step.before}' '${step.after}' '${end}'`;
    if (step.kind === 'copy') return `Restore-Copy ${hashes} ${shown(words.restore(file, step.after))}`;
    const what = literal(
      words.hosts(
        file,
        linesOf(step).map(({ kind, text }) => ({ kind, text: showLine(text) })),
      ),
    );
    if (undo && addsOnly(steps))
      return `Remove-Line ${what} @(${step.splices.map(({ out }) => literal(out)).join(', ')})`;
    const splices = step.splices.map(({ at, out, in: into }) => `${at}, ${out.length}, ${literal(into)}`);
    return `Edit-Hosts ${hashes} ${what} @(${splices.join(', ')})`;
  });
}

function certificateCall(certificate: ScriptCertificate, undo: boolean): string {
  const { place, sha256, der, subject, location, scope, act } = certificate;
  const wanted = (act === 'add') !== undo;
  const what = shown((wanted ? words.added : words.removed)(subject, sha256, location));
  const store = `${scope === 'machine' ? 'LocalMachine' : 'CurrentUser'} ${place === 'root' ? 'Root' : 'CA'}`;
  // What was there before, put in by somebody else, is not taken out by an undo.
  return `Set-Certificate ${store} '${sha256}' ${literal(der)} ${what} $${wanted} $${undo}`;
}

/** One side of the work, with both directions; nothing where it has none. */
function part(condition: string, does: string[], undoes: string[], otherwise: string): string[] {
  if (does.length === 0) return [];
  const indented = (lines: string[]) => lines.map((line) => `    ${line}`);
  return [
    `if (${condition}) {`,
    '  if (-not $Undo) {',
    ...indented(does),
    '  } else {',
    ...indented(undoes),
    '  }',
    `} else { [Console]::Error.WriteLine(${literal(otherwise)}); if ($script:status -eq 0) { $script:status = 3 } }`,
  ];
}

/**
 * The whole script, CRLF, ASCII, without a byte order mark: PowerShell 5.1 reads a file without one in the system's code
 * page and 7 reads it as UTF-8, and ASCII is the same in both; a mark would only be one more thing to go wrong.
 */
export function powershellScript(facts: ScriptFacts): string {
  const { hosts, isAdministrator } = facts;
  const calls = (scope: 'machine' | 'user', undo: boolean): string[] => {
    const own = facts.certificates.filter((certificate) => certificate.scope === scope);
    const trust = (undo ? own.reverse() : own).map((certificate) => certificateCall(certificate, undo));
    const isHere = hosts && (hosts.needsRights ? 'machine' : 'user') === scope;
    const lines = isHere ? hostsCalls(hosts, undo) : [];
    return undo ? [...lines, ...trust] : [...trust, ...lines];
  };
  const lines = [
    ...start(facts.name),
    '$me = [Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()',
    '$isAdministrator = $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)',
    ...(facts.certificates.length > 0 ? certificates() : []),
    ...(hosts ? hostsFunctions(hosts) : []),
    ...part(
      '$isAdministrator -or $WhatIfPreference',
      calls('machine', false),
      calls('machine', true),
      words.needsAdministrator,
    ),
    ...part(
      isAdministrator ? '$true' : '-not $isAdministrator -or $WhatIfPreference',
      calls('user', false),
      calls('user', true),
      words.needsOrdinary,
    ),
    'exit $script:status',
    '',
  ];
  return lines.join('\r\n');
}
