// The checklist as one HTML page that prints on one sheet: no script, nothing from the network, every value escaped.
import { dateTimeUtc } from '../../assets/text/en/format.ts';
import { uploadKit } from '../../assets/text/en/upload-kit.ts';
import { groups, urlOf } from '../../assets/text/facts.ts';
import type { FormField } from '../../preload/contract/deploy-journey.ts';
import type { Checklist, ListedCertificate } from './checklist.ts';
import { escapeHtml } from './receipt-html.ts';

const words = uploadKit.checklist;

const style = `
:root { color-scheme: light dark; font: 15px/1.45 'Segoe UI', system-ui, sans-serif; }
body { max-width: 56rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .6rem; } h2 { font-size: 1.1rem; margin: 1.1rem 0 .3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; } dt { font-weight: 600; }
dd, td span { unicode-bidi: isolate; } dd { margin: 0; overflow-wrap: anywhere; }
ul { list-style: none; margin: 0; padding: 0; } li { margin: .25rem 0; }
label { display: flex; gap: .5rem; align-items: baseline; }
input { flex: none; width: 1rem; height: 1rem; margin: 0; position: relative; top: .15rem; }
table { border-collapse: collapse; width: 100%; margin-top: .4rem; }
th, td { border: 1px solid; padding: .2rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th:first-child, td:first-child { width: 45%; }
code, pre { font-family: Consolas, ui-monospace, monospace; font-size: .95em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid; border-radius: 4px; padding: .4rem .6rem; margin: .3rem 0; }
.prints { margin: .2rem 0 .2rem 1.5rem; }
.sign { display: flex; gap: 1rem; margin-top: 1.2rem; } .sign span { flex: 1; border-bottom: 1px solid; padding-bottom: .2rem; }
.small { font-size: .85rem; margin: .4rem 0 0; }
@page { size: A4; margin: 11mm 12mm; }
@media print {
  :root { color-scheme: light; font-size: 9pt; line-height: 1.25; } body { margin: 0; padding: 0; max-width: none; }
  h1 { font-size: 1.35rem; margin-bottom: .3rem; } .head { grid-template-columns: max-content 1fr max-content 1fr; }
  .prints code { font-size: 8pt; } .prints { gap: 0 1rem; } h2 { font-size: 1.05rem; margin: .55rem 0 .15rem; } li { margin: .12rem 0; }
  th, td { padding: .1rem .4rem; } pre { padding: .2rem .4rem; } .small { margin-top: .2rem; } .sign { margin-top: .9rem; }
  section, tr, li { break-inside: avoid; }
}
`;

const row = (term: string, value: string) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value)}</dd>`;
const section = (title: string, body: string) => `<section><h2>${escapeHtml(title)}</h2>${body}</section>`;
const box = (text: string) => `<label><input type="checkbox"><span>${escapeHtml(text)}</span></label>`;
const small = (text: string) => `<p class="small">${escapeHtml(text)}</p>`;
const boxes = (items: readonly string[]) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

const prints = ({ sha256, sha1 }: ListedCertificate) =>
  `<dl class="prints"><dt>${escapeHtml(words.sha256)}</dt><dd><code>${groups(sha256).join(' ')}</code></dd>
<dt>${escapeHtml(words.sha1)}</dt><dd><code>${groups(sha1).join(' ')}</code></dd></dl>`;

/** What to do with one field of the form. */
function todo({ field, value }: FormField, { locked, validation }: Checklist): string {
  const { fields } = words;
  switch (field) {
    case 'option':
      return fields.option;
    case 'name':
      return value === null ? fields.nameUnknown : fields.name(value);
    case 'passphrase':
      return locked ? fields.passphrase : fields.noPassphrase;
    case 'key':
    case 'crt':
    case 'chain':
      return value === null ? fields.noFile : fields.file(value);
    case 'validation':
      return fields.validation[validation];
    case 'save':
      return fields.save;
  }
}

function before({ locked, validation, listUrls, fields }: Checklist): string {
  const { files, whole, passphrase, clear, lists } = words.beforeItems;
  const key = fields.find(({ field }) => field === 'key')?.value ?? '';
  const items = [files(key), whole, locked ? passphrase : clear];
  return boxes([...items, ...(validation !== 'off' && listUrls.length > 0 ? [lists(listUrls)] : [])].map(box));
}

function upload(list: Checklist): string {
  const { address, way, wizard, fields, asOf, device } = list;
  const goTo = wizard ? words.goToInWizard : words.goTo;
  const open = device ? words.copy : address ? words.open(urlOf(address)) : words.openUnknown;
  const rows = fields.map((field) => {
    const label = field.optional ? words.optional(field.label) : field.label;
    return `<tr><td>${box(label)}</td><td>${escapeHtml(todo(field, list))}</td></tr>`;
  });
  const head = `<tr><th scope="col">${words.columns.field}</th><th scope="col">${words.columns.todo}</th></tr>`;
  return `${boxes([open, ...(way.length > 0 ? [goTo(way)] : [])].map(box))}
<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>
${asOf === null ? '' : small(words.asOf(asOf))}${device ? '' : small(words.refused)}`;
}

function after({ leaf, root, device }: Checklist): string {
  const { refresh, look, oldTrust, trustRoot, trustLeaf, askRoot, keep, registered, keepDevice } = words.afterItems;
  if (device) return boxes([box(registered) + prints(leaf), box(keepDevice)]);
  const trust = leaf.selfSigned ? box(trustLeaf) : root ? box(trustRoot(root.name)) + prints(root) : box(askRoot);
  // In this order nobody is left with neither of the two.
  return boxes([box(refresh), box(look) + prints(leaf), trust, box(oldTrust), box(keep)]);
}

function commandLine({ commandLine: alternative }: Checklist): string {
  if (!alternative) return '';
  return section(
    words.commandLine,
    `<pre>${escapeHtml(alternative.command)}</pre>${small(alternative.caveats.join(' '))}`,
  );
}

/** A whole HTML document (UTF-8). */
export function checklistHtml(list: Checklist): string {
  const { sensor, address, profile, leaf, madeAt, device } = list;
  const title = escapeHtml(device ? words.deviceTitle(sensor) : words.title(sensor));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<style>${style}</style></head><body><main><h1>${title}</h1>
<dl class="head">${row(device ? words.device : words.sensor, sensor)}${address ? row(words.address, urlOf(address)) : ''}${row(words.profile, profile)}${row(
    words.subject,
    leaf.subject,
  )}${row(words.validUntil, dateTimeUtc(leaf.notAfter))}${row(words.made, dateTimeUtc(madeAt))}</dl>
${section(words.before, before(list))}
${section(device ? words.install : words.upload, upload(list))}
${section(words.after, after(list))}
${commandLine(list)}
<p class="sign"><span>${words.by}</span><span>${words.on}</span></p>
${small(words.noSecrets)}</main></body></html>
`;
}
