// The change as a script for Windows PowerShell 5.1 and PowerShell 7: it does, does again without harm, undoes, and tells
// beforehand with -WhatIf. Pure: facts in, text out. Only the functions that this change needs are in it; nothing from
// outside stands anywhere but in a single-quoted literal. Texts are compared by their hashes, as PowerShell's own
// comparison of strings passes over characters that it takes for nothing (NUL, soft hyphen). It calls .NET alone: no cmdlet of a module that may be absent,
// no Invoke-Expression, and neither policy nor profile is touched.
import { win32 } from 'node:path';
import { scriptNotes as notes, scriptHead, scriptWords as words } from '../../../assets/text/en/script.ts';
import { oneLine } from '../../../assets/text/quote.ts';
import { showLine } from '../../hosts/hosts-file.ts';
import {
  addsOnly,
  asideOf,
  type HostsStep,
  linesOf,
  noteOf,
  type ScriptCertificate,
  type ScriptFacts,
} from './facts.ts';
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
  `trap { [Console]::Error.WriteLine([string]$_ + ' ' + ${literal(words.failed)}); exit 2 }`,
  '$script:status = 0',
  'function Stop-Here([string]$Why) { [Console]::Error.WriteLine($Why); exit 2 }',
  `function Skip-This([string]$Why) { [Console]::Error.WriteLine(${literal(words.left)} + ' ' + $Why); $script:status = 2 }`,
  `function Write-Already([string]$What) { Write-Host (${literal(words.already)} + ' ' + $What) }`,
  'function Get-Sum([byte[]]$Bytes) {',
  '  $sha256 = [Security.Cryptography.SHA256]::Create()',
  "  try { [BitConverter]::ToString($sha256.ComputeHash($Bytes)).Replace('-', '') } finally { $sha256.Dispose() }",
  '}',
];

const storeLocation = 'Security.Cryptography.X509Certificates.StoreLocation';
const certificates = (folder: string): string[] => [
  `# ${notes.windowsNotes}`,
  `$notes = @{ LocalMachine = ${literal(folder)}; CurrentUser = [Environment]::GetFolderPath('LocalApplicationData') + '\\Certwright' }`,
  `function Find-Certificate([${storeLocation}]$Location, [string]$Name, [string]$Sum) {`,
  '  $store = [Security.Cryptography.X509Certificates.X509Store]::new($Name, $Location)',
  '  try {',
  "    $store.Open('ReadOnly')",
  '    $store.Certificates | Where-Object { (Get-Sum $_.RawData) -ceq $Sum }',
  '  } finally { $store.Dispose() }',
  '}',
  `# ${notes.windowsCertificate}`,
  'function Set-Certificate([string]$Location, [string]$Name, [string]$Sum, [string]$Base64, [string]$What, [string]$Note, [bool]$Wanted) {',
  '  $bytes = [Convert]::FromBase64String($Base64)',
  `  if ((Get-Sum $bytes) -cne $Sum) { Stop-Here ${literal(words.damaged)} }`,
  '  $found = @(Find-Certificate $Location $Name $Sum)',
  '  if ($Wanted -eq ($found.Count -gt 0)) { Write-Already $What; return }',
  '  if (-not $Wanted) {',
  `    # ${notes.windowsInherited}`,
  '    $inherited = @()',
  "    if ($Location -ceq 'CurrentUser') { $inherited = @(Find-Certificate 'LocalMachine' $Name $Sum) }",
  "    $isOurs = $found.Count -eq 1 -and $inherited.Count -eq 0 -and $found[0].FriendlyName -ceq 'Certwright'",
  `    if (-not $isOurs) { Skip-This (${literal(words.notOurs)} + ' ' + $What); return }`,
  '  }',
  '  $noted = [IO.Path]::Combine($notes[$Location], $Note)',
  `  if ($Undo -and -not [IO.File]::Exists($noted)) { Skip-This (${literal(words.notNoted)} + ' ' + $What); return }`,
  '  if (-not $PSCmdlet.ShouldProcess($What)) { return }',
  `  $store = [Security.Cryptography.X509Certificates.X509Store]::new($Name, [${storeLocation}]$Location)`,
  '  try {',
  "    $store.Open('ReadWrite')",
  '    if ($Wanted) {',
  '      $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes)',
  "      $certificate.FriendlyName = 'Certwright'",
  '      $store.Add($certificate)',
  '    } else { $store.Remove($found[0]) }',
  '  } finally { $store.Dispose() }',
  '  $left = @(Find-Certificate $Location $Name $Sum)',
  `  if ($Wanted -and $left.Count -eq 0) { Stop-Here (${literal(words.notThere)} + ' ' + $What) }`,
  `  if (-not $Wanted -and $left.Count -gt 0) { Skip-This (${literal(words.stillThere)} + ' ' + $What); return }`,
  '  if ($Undo) { [IO.File]::Delete($noted) } else {',
  '    $null = [IO.Directory]::CreateDirectory($notes[$Location])',
  "    [IO.File]::WriteAllText($noted, '')",
  '  }',
  '  Write-Host $What',
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
    '  if (-not $PSCmdlet.ShouldProcess($What)) { return }',
    "  $isLocked = [IO.File]::GetAttributes($file) -band [IO.FileAttributes]'ReadOnly, ReparsePoint'",
    `  if ($isLocked) { Stop-Here ${literal(words.hostsLocked(file))} }`,
    '  $sum = Get-TextSum $Was',
    '  $null = [IO.Directory]::CreateDirectory($copies)',
    "  $time = [DateTime]::UtcNow.ToString('yyyyMMddTHHmmssfffZ', [Globalization.CultureInfo]::InvariantCulture)",
    "  $unique = [Guid]::NewGuid().ToString('N').Substring(0, 6)",
    "  $name = [IO.Path]::GetFileName($file) + '.' + $time + '.' + $sum.Substring(0, 16) + '.' + $unique",
    `  # ${notes.putAside}`,
    `  $new = ${literal(asideOf(win32, file))} + (Get-TextSum $Next).Substring(0, 16).ToLowerInvariant()`,
    '  try {',
    '    [IO.File]::Delete($new)',
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
    ...(does('copy') || !addsOnly(steps) ? copies() : []),
  ];
};

const edits = (): string[] => [
  `# ${notes.stand}`,
  'function Test-Lines([string]$Text, [object[]]$Splices) {',
  '  for ($i = 0; $i -lt $Splices.Count; $i += 3) {',
  '    if ($Splices[$i + 1] -gt 0 -or -not ("`n" + $Text).Contains("`n" + $Splices[$i + 2])) { return $false }',
  '  }',
  '  $true',
  '}',
  `# ${notes.edit}`,
  'function Edit-Hosts([string]$From, [string]$To, [string]$End, [string]$What, [object[]]$Splices) {',
  '  $was = Get-Text $file',
  '  $now = Get-Now $was',
  '  if ($now -cne $From) {',
  '    if ($now -cne $To -and $now -cne $End -and -not (Test-Lines $was $Splices)) { Stop-Here $changed }',
  '    Write-Already $What',
  '    return',
  '  }',
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

/** What is not only added is taken back by the copy that was kept: that it is there tells that it was done here, too. */
function hostsCalls({ file, steps }: Hosts, undo: boolean): string[] {
  const end = (undo ? steps[0]?.before : steps.at(-1)?.after) ?? '';
  const calls = steps.map((step) => {
    const [from, to] = undo ? [step.after, step.before] : [step.before, step.after];
    const what =
      step.kind === 'copy'
        ? shown(words.restore(file, to))
        : literal(
            words.hosts(
              file,
              linesOf(step, undo).map((each) => ({ ...each, text: showLine(each.text) })),
            ),
          );
    if (undo && step.kind === 'lines' && addsOnly(steps))
      return `Remove-Line ${what} @(${step.splices.map((each) => literal(each.in)).join(', ')})`;
    if (undo || step.kind === 'copy') return `Restore-Copy '${from}' '${to}' '${end}' ${what}`;
    const splices = step.splices.map(({ at, out, in: into }) => `${at}, ${out.length}, ${literal(into)}`);
    return `Edit-Hosts '${from}' '${to}' '${end}' ${what} @(${splices.join(', ')})`;
  });
  return undo ? calls.reverse() : calls;
}

function certificateCall(certificate: ScriptCertificate, undo: boolean): string {
  const { place, sha256, der, subject, location, scope, act } = certificate;
  const wanted = (act === 'add') !== undo;
  const what = shown((wanted ? words.added : words.removed)(subject, sha256, location));
  const store = `${scope === 'machine' ? 'LocalMachine' : 'CurrentUser'} ${place === 'root' ? 'Root' : 'CA'}`;
  return `Set-Certificate ${store} '${sha256}' ${literal(der)} ${what} ${literal(noteOf(certificate))} $${wanted}`;
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
    ...(facts.certificates.length > 0 ? certificates(facts.notes) : []),
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
