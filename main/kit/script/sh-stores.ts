// How the sh script adds and removes certificates: functions for each kind of store, as text. What a certificate is and
// whether it is there is always judged by its whole DER, never by a name.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what looks like a template is the shell's own
import { scriptNotes as notes, scriptWords as words } from '../../../assets/text/en/script.ts';
import { marker } from '../../trust/nss-own.ts';
import type { ScriptFacts } from './facts.ts';
import { shLiteral as literal, shEscaped } from './literal.ts';

/** What every kind of store needs. */
export const certificates = (isMac: boolean): string[] => [
  `# ${notes.has}`,
  'has() { tr -d \'\\r\\n\' | grep -qF -e "-----$1-----"; }',
  'pem() { say -----BEGIN CERTIFICATE-----; say "$1" | fold -w 64; say -----END CERTIFICATE-----; }',
  `check() { [ "$(printf %s "$2" | base64 ${isMac ? '-D' : '-d'} | sum)" = "$1" ] || stop ${literal(words.damaged)}; }`,
  `# ${notes.noted}`,
  `may() { if [ -n "$undo" ] && [ ! -e "$notes/$2" ]; then leave ${literal(words.notNoted)} "$1"; return 1; fi; go "$1"; }`,
  'note() { if [ -n "$undo" ]; then rm -f "$notes/$1"; else mkdir -p "$notes"; : >"$notes/$1"; fi; }',
];

/** Debian's and Red Hat's store: a file of our own, and the distribution's own tool. */
export const linuxStore = ({ anchors, bundle, tool, links }: NonNullable<ScriptFacts['linux']>): string[] => [
  `anchors=${literal(anchors)} bundle=${literal(bundle)}`,
  'quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; return 1; }; }',
  'ca_there() { has "$1" <"$bundle"; }',
  'ca_file() { say "$anchors/certwright-$(say "$1" | tr A-F a-f).crt"; }',
  'ca_drop() {',
  '  file=$(ca_file "$1")',
  '  rm -f "$file"',
  ...(links
    ? [
        `  link=\${file##*/}`,
        `  rm -f ${literal(links)}"/\${link%.crt}.pem"`,
        `  quietly openssl rehash ${literal(links)}`,
      ]
    : []),
  `  quietly ${tool}`,
  '}',
  `# ${notes.certificate}`,
  'ca_add() {',
  '  check "$1" "$2"',
  '  if ca_there "$2"; then already "$3"; return 0; fi',
  '  may "$3" "$4" || return 0',
  '  file=$(ca_file "$1")',
  '  mkdir -p "$anchors"',
  '  pem "$2" >"$file.new"',
  '  mv -f "$file.new" "$file"',
  `  quietly ${tool} || { ca_drop "$1"; exit 1; }`,
  `  ca_there "$2" || { ca_drop "$1"; stop ${literal(words.notThere)} "$3"; }`,
  '  note "$4"',
  '}',
  'ca_remove() {',
  '  if [ ! -e "$(ca_file "$1")" ]; then',
  `    if ca_there "$2"; then leave ${literal(words.notOurs)} "$3"; else already "$3"; fi`,
  '    return 0',
  '  fi',
  '  may "$3" "$4" || return 0',
  '  ca_drop "$1"',
  `  if ca_there "$2"; then leave ${literal(words.stillThere)} "$3"; else note "$4"; fi`,
  '}',
];

/**
 * The user's database of Chromium on Linux. certutil changes a certificate that is there under another name, and lists it
 * by name only, with all that have the same subject: so it is looked for under every name first.
 */
export const nssStore: string[] = [
  'db=$HOME/.pki/nssdb',
  'nss() { certutil "$@" -d "sql:$db"; }',
  `# ${notes.nssFind}`,
  'nss_find() {',
  '  : >"$work/table"; : >"$work/found"',
  '  [ ! -e "$db/cert9.db" ] || nss -L >"$work/table"',
  '  sed -n \'s/  *[A-Za-z]*,[A-Za-z]*,[A-Za-z]* *$//p\' "$work/table" >"$work/names"',
  '  while IFS= read -r name; do',
  '    nss -L -n "$name" -a >"$work/pem" </dev/null',
  '    if has "$1" <"$work/pem"; then say "$name" >>"$work/found"; fi',
  '  done <"$work/names"',
  '}',
  'nss_trusted() { grep -qxF -e "$1" "$work/found" && grep -q "^$1  *$2 *$" "$work/table"; }',
  `# ${notes.nssMake}`,
  'nss_make() {',
  '  if [ -e "$db" ]; then nss -N --empty-password; return 0; fi',
  '  mkdir -p -m 700 "${db%/*}"',
  '  new=$(mktemp -d "${db%/*}/.certwright-nssdb-XXXXXX")',
  '  certutil -N --empty-password -d "sql:$new"',
  `  printf %b ${shEscaped(Buffer.from(marker.text))} >"$new/"${literal(marker.name)}`,
  '  mv "$new" "$db"; new=\'\'',
  '}',
  `# ${notes.nss}`,
  'nss_add() {',
  '  check "$1" "$2"; nss_find "$2"',
  '  if nss_trusted "$5" "$6"; then already "$3"; return 0; fi',
  `  if [ -s "$work/found" ] && [ "$(cat "$work/found")" != "$5" ]; then leave ${literal(words.notOurs)} "$3"; return 0; fi`,
  '  may "$3" "$4" || return 0',
  '  [ -e "$db/cert9.db" ] || nss_make',
  '  pem "$2" >"$work/pem"',
  '  nss -A -n "$5" -t "$6" -a -i "$work/pem"',
  '  nss_find "$2"',
  `  nss_trusted "$5" "$6" || stop ${literal(words.notThere)} "$3"`,
  '  note "$4"',
  '}',
  'nss_remove() {',
  '  nss_find "$2"',
  '  if [ ! -s "$work/found" ]; then already "$3"; return 0; fi',
  `  if [ "$(cat "$work/found")" != "$5" ]; then leave ${literal(words.notOurs)} "$3"; return 0; fi`,
  '  may "$3" "$4" || return 0',
  '  nss -D -n "$5"',
  '  nss_find "$2"',
  `  if [ -s "$work/found" ]; then leave ${literal(words.stillThere)} "$3"; else note "$4"; fi`,
  '}',
];

/**
 * Apple's keychains, by `security`. Nothing in them tells who put a certificate in: only the note does. Not run on a Mac
 * by our tests.
 */
export const keychain: string[] = [
  'kc_there() { security find-certificate -a -p "$2" | has "$1"; }',
  'kc_alone() { [ "$(security find-certificate -a -Z "$2" | grep -c "SHA-1 hash: $1")" = 1 ]; }',
  'kc_put() {',
  '  if [ -n "$3" ]; then security add-trusted-cert ${2:+"$2"} -r "$3" -p ssl -p basic -k "$1" "$work/pem"',
  '  else security add-certificates -k "$1" "$work/pem"; fi',
  '}',
  `# ${notes.keychain}`,
  'kc_add() {',
  '  check "$1" "$2"',
  '  if kc_there "$2" "$5"; then',
  `    if [ -n "$undo" ] || [ -e "$notes/$4" ]; then already "$3"; else leave ${literal(words.notOurs)} "$3"; fi`,
  '    return 0',
  '  fi',
  '  may "$3" "$4" || return 0',
  '  pem "$2" >"$work/pem"',
  '  if kc_put "$5" "$6" "$7" && kc_there "$2" "$5"; then note "$4"; return 0; fi',
  `  # ${notes.keychainDeclined}`,
  '  if kc_there "$2" "$5" && kc_alone "$8" "$5"; then security delete-certificate -Z "$8" "$5" || :; fi',
  `  stop ${literal(words.notThere)} "$3"`,
  '}',
  'kc_remove() {',
  '  if ! kc_there "$2" "$5"; then already "$3"; return 0; fi',
  `  kc_alone "$8" "$5" || { leave ${literal(words.sharedName)} "$3"; return 0; }`,
  '  may "$3" "$4" || return 0',
  '  pem "$2" >"$work/pem"',
  `  if [ -n "$7" ]; then security remove-trusted-cert \${6:+"$6"} "$work/pem" || { leave ${literal(words.stillThere)} "$3"; return 0; }; fi`,
  `  security delete-certificate -Z "$8" "$5" || { leave ${literal(words.stillThere)} "$3"; return 0; }`,
  `  if kc_there "$2" "$5"; then leave ${literal(words.stillThere)} "$3"; else note "$4"; fi`,
  '}',
];
