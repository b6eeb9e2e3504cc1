// The one style sheet of the practice pages. It stands inline in each page and is allowed by its hash (CSP), so the
// pages load nothing. Colours have a contrast of at least 4.5 in both schemes; borders carry the form in forced colours.
export const style = `
:root { color-scheme: light dark; --page: #f3f2ee; --card: #fff; --ink: #23262b; --soft: #555b64; --line: #8a8f98;
  --hair: #d5d6d3; --accent: #1f6652; --on-accent: #fff; --band: #ffd76a; --band-ink: #2b2100; --note: #eef3f0; --bad: #a4262c; }
@media (prefers-color-scheme: dark) { :root { --page: #17191c; --card: #212429; --ink: #e9e9e6; --soft: #b3b8bf;
  --line: #7d848e; --hair: #3a3f46; --accent: #7fd1b4; --on-accent: #0d211a; --band: #5a4500; --band-ink: #ffeebf;
  --note: #26302d; --bad: #f1a5a5; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
.banner { position: sticky; top: 0; z-index: 1; padding: .6rem 1rem; background: var(--band); color: var(--band-ink);
  border-bottom: 3px double var(--band-ink); text-align: center; }
@media (max-height: 30rem) { .banner { position: static; } }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
.console { margin: 0 0 .75rem; font-weight: 600; letter-spacing: .02em; }
.steps { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0 0 1.25rem; padding: 0; list-style: none;
  counter-reset: step; color: var(--soft); font-size: .9rem; }
.steps li { counter-increment: step; padding: .2rem 0; }
.steps li::before { content: counter(step) ". "; }
.steps [aria-current] { color: var(--ink); font-weight: 600; border-bottom: 3px solid var(--accent); }
main { padding: 1.5rem; background: var(--card); border: 1px solid var(--hair); border-radius: 6px; }
@media (min-width: 46rem) { main { padding: 2rem 2.5rem; } }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0 0 .35rem; font-size: 1rem; }
p { margin: 0 0 1rem; }
.note { padding: .75rem 1rem; background: var(--note); border-left: 4px solid var(--accent); }
.hint { margin: .25rem 0 0; color: var(--soft); font-size: .9rem; }
dl { display: grid; grid-template-columns: minmax(9rem, 1fr) 2fr; gap: .75rem 1.25rem; margin: 0 0 1.25rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
fieldset { margin: 0 0 1.25rem; padding: 1rem 1.25rem; border: 1px solid var(--hair); border-radius: 6px; }
legend { padding: 0 .4rem; font-weight: 600; }
.field { margin: 0 0 1rem; }
.field > label, .field > .label { display: block; margin: 0 0 .25rem; }
.check { display: flex; gap: .6rem; align-items: baseline; margin: 0 0 .75rem; }
legend .check, .field:last-child, fieldset > .check:last-child { margin: 0; }
fieldset > .hint { margin: 0 0 .75rem; }
.check + .hint { margin: -.5rem 0 0 1.6rem; }
.check input { flex: none; position: relative; top: .15rem; width: 1rem; height: 1rem; margin: 0;
  accent-color: var(--accent); }
.result { margin: 0 0 1.5rem; padding: 1rem 1.25rem; border: 2px solid var(--accent); border-radius: 6px; }
.result.refused { border-color: var(--bad); }
.refused h2 { color: var(--bad); }
.result > :last-child { margin: 0; }
.hex { font-family: ui-monospace, monospace; font-size: .9rem; overflow-wrap: anywhere; }
.way { margin: 0 0 1.25rem; color: var(--soft); font-size: .9rem; }
.later { margin: 1.5rem 0 0; color: var(--soft); font-size: .9rem; }
a:not(.button) { color: var(--accent); }
input[type=file] { width: 100%; font: inherit; color: var(--ink); }
input[type=text], input[type=password] { width: 100%; max-width: 24rem; padding: .5rem .6rem; font: inherit;
  color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 4px; }
button, .button { display: inline-block; padding: .5rem 1.25rem; font: inherit; font-weight: 600; text-decoration: none;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 4px; cursor: pointer; }
.button.quiet { color: var(--accent); background: transparent; }
:disabled { cursor: not-allowed; }
input:disabled, button:disabled { color: var(--soft); background: transparent; border: 1px dashed var(--line); }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.fingerprint { margin-block: 1.5rem 2.5rem; color: var(--soft); font-size: .95rem; }
.fingerprint h2 { color: var(--ink); }
`;
