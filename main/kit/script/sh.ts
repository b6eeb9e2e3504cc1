// The change as a script for sh (POSIX), Linux and macOS: it does, does again without harm, undoes, and tells beforehand.
// Pure: facts in, text out. Only the functions that this change needs are in it; nothing from outside stands anywhere
// but in a single-quoted literal.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what looks like a template is the shell's own
import { posix } from 'node:path';
import { scriptNotes as notes, scriptHead, scriptWords as words } from '../../../assets/text/en/script.ts';
import { oneLine } from '../../../assets/text/quote.ts';
import { showLine } from '../../hosts/hosts-file.ts';
import { nicknameOf } from '../../trust/nss-database.ts';
import {
  addsOnly,
  asideOf,
  type HostsStep,
  linesOf,
  noteOf,
  type ScriptCertificate,
  type ScriptFacts,
} from './facts.ts';
import { shLiteral as literal, shEscaped } from './literal.ts';
import { certificates, keychain, linuxStore, nssStore } from './sh-stores.ts';

/** For the screen: a name from outside must not move the cursor or begin a line of its own. */
const shown = (text: string): string => literal(oneLine(text));

const start = (name: string): string[] => [
  '#!/bin/sh',
  ...[scriptHead.about, ...scriptHead.run('sh', name), scriptHead.again, scriptHead.ends].map((line) => `# ${line}`),
  'set -eu',
  'umask 022',
  // Nothing of the environment decides what is run: a person may start this with sudo.
  'PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C',
  'export PATH LC_ALL',
  "undo='' dry='' status=0 pretend='' new=''",
  'for word in "$@"; do',
  '  case $word in',
  '    --undo) undo=1 ;;',
  '    --dry-run) dry=1 ;;',
  `    *) echo ${literal(words.usage)} >&2; exit 2 ;;`,
  '  esac',
  'done',
  'say() { printf \'%s\\n\' "$*"; }',
  'stop() { printf \'%s\\n\' "$*" >&2; exit 2; }',
  `leave() { printf '%s\\n' ${literal(words.left)}" $*" >&2; status=2; }`,
  `already() { say ${literal(words.already)} "$*"; }`,
  `go() { [ -z "$dry" ] || { say ${literal(words.would)} "$*"; return 1; }; say ${literal(words.doing)} "$*"; }`,
];

const temporary = [
  'work=$(mktemp -d)',
  'end() {',
  '  code=$?',
  '  rm -rf "$work" ${new:+"$new"}',
  `  case $code in 0 | 2 | 3) exit "$code" ;; *) say ${literal(words.failed)} >&2; exit 2 ;; esac`,
  '}',
  'trap end EXIT',
  "trap 'exit 1' HUP INT TERM",
];

const sums = (isMac: boolean): string[] => [
  `sum() { ${isMac ? 'shasum -a 256' : 'sha256sum'} | cut -c1-64 | tr a-f A-F; }`,
];

type Hosts = NonNullable<ScriptFacts['hosts']>;

const hostsFunctions = ({ file, backupDir, steps }: Hosts, isMac: boolean): string[] => {
  const does = (kind: HostsStep['kind']) => steps.some((step) => step.kind === kind);
  return [
    `hosts=${literal(file)} copies=${literal(backupDir)}`,
    `changed=${literal(words.hostsChanged(file))}`,
    'load() {',
    `  [ ! -L "$hosts" ] || stop ${literal(words.hostsLocked(file))}`,
    '  cp "$hosts" "$work/was"; cp "$work/was" "$work/next"; now=${pretend:-$(sum <"$work/was")}',
    '}',
    `# ${notes.put}`,
    'put() {',
    '  mkdir -p "$copies"',
    '  copy=$copies/${hosts##*/}.$(date -u +%Y%m%dT%H%M%S000Z).$(say "$now" | cut -c1-16).$(od -An -N3 -tx1 /dev/urandom | tr -d " \\n")',
    '  cp -p "$hosts" "$copy"',
    `  # ${notes.putAside}`,
    `  new=${literal(asideOf(posix, file))}$(sum <"$work/next" | cut -c1-16 | tr A-F a-f)`,
    '  rm -f "$new"; (umask 077; set -C; : >"$new")',
    '  cp -p "$hosts" "$new"',
    '  cat "$work/next" >"$new"',
    '  sync',
    '  [ "$(sum <"$copy") $(sum <"$hosts")" = "$now $now" ] || stop "$changed"',
    `  mv -f "$new" "$hosts" || stop ${literal(words.hostsLocked(file))}`,
    "  new=''",
    `  cmp -s "$work/next" "$hosts" || stop ${literal(words.hostsReverted(file))}`,
    ...(isMac ? ['  dscacheutil -flushcache || :'] : []),
    '}',
    ...(does('lines') ? edits() : []),
    ...(addsOnly(steps) ? cuts() : []),
    ...(does('copy') || !addsOnly(steps) ? copies() : []),
  ];
};

const edits = (): string[] => [
  `# ${notes.stand}`,
  'stand() {',
  '  while [ $# -gt 0 ]; do',
  '    [ "$2" = 0 ] && grep -qaxF -e "$(printf %b "$3")" "$work/was" || return 1; shift 3',
  '  done',
  '}',
  `# ${notes.edit}`,
  'hosts_edit() {',
  '  load; from=$1 to=$2 end=$3 what=$4; shift 4',
  '  case $now in "$from") ;; *)',
  '    [ "$now" = "$to" ] || [ "$now" = "$end" ] || stand "$@" || stop "$changed"',
  '    already "$what"; return 0 ;;',
  '  esac',
  '  go "$what" || { pretend=$to; return 0; }',
  '  while [ $# -gt 0 ]; do',
  '    { head -c "$1" "$work/next"; printf %b "$3"; tail -c "+$(($1 + $2 + 1))" "$work/next"; } >"$work/part"',
  '    mv "$work/part" "$work/next"; shift 3',
  '  done',
  '  put',
  '}',
];

const cuts = (): string[] => [
  `# ${notes.cut}`,
  'hosts_cut() {',
  '  load; what=$1; shift',
  '  for line in "$@"; do',
  '    line=$(printf %b "$line")',
  '    while at=$(grep -anxF -m 1 -e "$line" "$work/next"); do',
  '      at=${at%%:*}',
  '      { [ "$at" = 1 ] || head -n $((at - 1)) "$work/next"; tail -n "+$((at + 1))" "$work/next"; } >"$work/part"',
  '      mv "$work/part" "$work/next"',
  '    done',
  '  done',
  '  if cmp -s "$work/was" "$work/next"; then already "$what"; return 0; fi',
  '  go "$what" || return 0',
  '  put',
  '}',
];

const copies = (): string[] => [
  `# ${notes.copy}`,
  'hosts_copy() {',
  '  load',
  '  case $now in "$2" | "$3") already "$4"; return 0 ;; "$1") ;; *) stop "$changed" ;; esac',
  '  for copy in "$copies"/*; do',
  '    [ -f "$copy" ] && [ ! -L "$copy" ] && [ "$(sum <"$copy")" = "$2" ] || continue',
  '    go "$4" || { pretend=$2; return 0; }',
  '    cat "$copy" >"$work/next"',
  '    put',
  '    return 0',
  '  done',
  `  stop ${literal(words.noCopy)}`,
  '}',
];

const bytes = (latin1: string) => shEscaped(Buffer.from(latin1, 'latin1'));

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
      return `hosts_cut ${what} ${step.splices.map((each) => bytes(each.in.replace(/\n$/, ''))).join(' ')}`;
    if (undo || step.kind === 'copy') return `hosts_copy ${from} ${to} ${end} ${what}`;
    const splices = step.splices.map(({ at, out, in: into }) => `${at} ${out.length} ${bytes(into)}`);
    return `hosts_edit ${from} ${to} ${end} ${what} ${splices.join(' ')}`;
  });
  return undo ? calls.reverse() : calls;
}

function certificateCall(certificate: ScriptCertificate, undo: boolean): string {
  const { store, place, role, sha256, sha1, der, subject, location, scope } = certificate;
  const adds = (certificate.act === 'add') !== undo;
  const verb = adds ? 'add' : 'remove';
  const what = shown((adds ? words.added : words.removed)(subject, sha256, location));
  const common = `${sha256} ${literal(der)} ${what} ${noteOf(certificate)}`;
  if (store === 'linux-system') return `ca_${verb} ${common}`;
  if (store === 'nss-user') {
    const trust = place === 'intermediate' ? ',,' : role === 'root-ca' ? 'C,,' : 'P,,';
    return `nss_${verb} ${common} ${literal(nicknameOf(sha256))} ${literal(trust)}`;
  }
  // The store's own name for people is `keychain PATH`; the login keychain is the one of whoever runs this.
  const path =
    scope === 'machine' ? literal('/Library/Keychains/System.keychain') : '"$HOME/Library/Keychains/login.keychain-db"';
  const how = place === 'root' ? 'trustRoot' : "''";
  return `kc_${verb} ${common} ${path} ${scope === 'machine' ? '-d' : "''"} ${how} ${sha1}`;
}

/** One side of the work, with both directions; nothing where it has none. */
function part(condition: string, does: string[], undoes: string[], otherwise: string): string[] {
  if (does.length === 0) return [];
  const indented = (lines: string[]) => lines.map((line) => `    ${line}`);
  return [
    `if ${condition}; then`,
    '  if [ -z "$undo" ]; then',
    ...indented(does),
    '  else',
    ...indented(undoes),
    '  fi',
    `else say ${literal(otherwise)} >&2; [ "$status" = 2 ] || status=3; fi`,
  ];
}

/** The whole script, with LF as line ending. */
export function shScript(facts: ScriptFacts, platform: NodeJS.Platform): string {
  const isMac = platform === 'darwin';
  const { hosts, linux } = facts;
  const uses = (store: string) => facts.certificates.some((certificate) => certificate.store.startsWith(store));
  const calls = (scope: 'machine' | 'user', undo: boolean): string[] => {
    const own = facts.certificates.filter((certificate) => certificate.scope === scope);
    const trust = (undo ? own.reverse() : own).map((certificate) => certificateCall(certificate, undo));
    const isHere = hosts && (hosts.needsRights ? 'machine' : 'user') === scope;
    const lines = isHere ? hostsCalls(hosts, undo) : [];
    const folder = scope === 'machine' ? literal(facts.notes) : '"$HOME/.local/state/certwright"';
    const noted = trust.length > 0 ? [`notes=${folder}`, ...trust] : [];
    return undo ? [...lines, ...noted] : [...noted, ...lines];
  };
  // A dry run looks only, and that needs nobody's rights.
  const asRoot = '[ "$(id -u)" = 0 ] || [ -n "$dry" ]';
  const asUser = facts.isAdministrator || (hosts && !hosts.needsRights) ? ':' : '[ "$(id -u)" != 0 ]';
  return [
    ...start(facts.name),
    ...temporary,
    ...sums(isMac),
    ...(facts.certificates.length > 0 ? certificates(isMac) : []),
    ...(uses('linux-system') && linux ? linuxStore(linux) : []),
    ...(uses('nss-user') ? nssStore : []),
    ...(uses('macos-') ? keychain : []),
    ...(hosts ? hostsFunctions(hosts, isMac) : []),
    ...part(asRoot, calls('machine', false), calls('machine', true), words.needsRoot),
    ...part(asUser, calls('user', false), calls('user', true), words.needsUser),
    'exit "$status"',
    '',
  ].join('\n');
}
