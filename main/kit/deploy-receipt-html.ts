// The receipt of a deployment as one HTML file.
import { deployReceipt as words } from '../../assets/text/en/deploy-receipt.ts';
import { dateTimeUtc, list } from '../../assets/text/en/format.ts';
import { shortName } from '../../assets/text/facts.ts';
import type { DeployReceipt } from './deploy-receipt.ts';
import { escapeHtml, grouped, htmlPage, paragraph, row, section } from './html.ts';

const items = (lines: readonly string[]) => `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`;

function checkPart({ check }: DeployReceipt): string {
  if (!check) return '';
  const findings = check.findings.map(({ severity, message }) =>
    escapeHtml(`${words.severities[severity]}: ${message}`),
  );
  return section(
    words.check,
    paragraph(words.verdicts[check.verdict]) +
      paragraph(words.checkedAt(dateTimeUtc(check.at), check.validation)) +
      (findings.length > 0 ? items(findings) : ''),
  );
}

function kitPart({ kit }: DeployReceipt): string {
  if (!kit) return '';
  const files = kit.files.map(
    ({ name, what, sha256 }) => `${escapeHtml(words.kitFile(name, what))}<br>${grouped(sha256)}`,
  );
  const prints = row(words.sha256, grouped(kit.leafSha256)) + row(words.sha1, grouped(kit.leafSha1));
  return section(words.kit, `<dl>${prints}</dl>${items(files)}${paragraph(words.locked(kit.locked))}`);
}

function proofPart({ proof }: DeployReceipt): string {
  if (!proof) return section(words.proof, paragraph(words.notSeen));
  const { served, notSent, verdicts } = proof;
  const facts = served
    ? row(words.subject, served.subject) +
      row(words.issuer, served.issuer) +
      row(words.validTo, dateTimeUtc(served.notAfter)) +
      row(words.sha256, grouped(served.sha256)) +
      row(words.sha1, grouped(served.sha1))
    : '';
  const expected = served?.sha256 === proof.expected ? '' : row(words.expected, grouped(proof.expected));
  const missing = notSent.length > 0 ? paragraph(words.notSent(list(notSent.map(shortName)))) : '';
  const asked = verdicts.filter(({ code }) => code !== 'not-checked');
  const browser = asked.map(({ code, host, at }) => escapeHtml(words.verdict(code, host, dateTimeUtc(at))));
  return (
    section(
      words.proof,
      `${paragraph(words.proofs[proof.state])}<dl>${row(words.proofAt, dateTimeUtc(proof.at))}${facts}${expected}</dl>${missing}`,
    ) + section(words.browser, browser.length > 0 ? items(browser) : paragraph(words.notChecked))
  );
}

function trustPart({ trust }: DeployReceipt): string {
  if (!trust) return '';
  const { oldStillTrusted: old, root } = trust;
  const before = old.map(({ subject, store }) => words.oldTrusted(subject, store));
  const now = root
    ? root.trustedIn.length > 0
      ? words.root(root.subject, list(root.trustedIn))
      : words.rootNot(root.subject)
    : words.noRoot;
  return section(words.trust, items([...(old.length > 0 ? before : [words.oldGone]), now].map(escapeHtml)));
}

function changesPart({ changes, undoneAt, undoVerified }: DeployReceipt): string {
  const lines = changes.map(({ kind, at, target, what, thumbprint, undone }) => {
    const end = undone ? ` (${words.undone})` : '';
    const mark = thumbprint ? `<br>${grouped(thumbprint)}` : '';
    return `${escapeHtml(`${words.change[kind]}, ${dateTimeUtc(at)}, ${target}: ${what}${end}`)}${mark}`;
  });
  const undo = undoneAt
    ? paragraph(undoVerified ? words.undoVerified(dateTimeUtc(undoneAt)) : words.undoUnverified(dateTimeUtc(undoneAt)))
    : '';
  return section(words.changes, (lines.length > 0 ? items(lines) : paragraph(words.noChanges)) + undo);
}

/** A whole HTML document (UTF-8). */
export function deployReceiptHtml(receipt: DeployReceipt): string {
  const { sensor, practice, lab, madeAt, commands } = receipt;
  const where = sensor ? `${sensor.address}:${sensor.port}` : '';
  const about = sensor
    ? row(words.sensor, where) +
      (sensor.name ? row(words.name, sensor.name) : '') +
      (sensor.proxy ? row(words.proxy, sensor.proxy) : '') +
      row(words.profile, sensor.profile)
    : '';
  const notes = [practice ? words.practice : '', lab ? words.lab : ''].filter((note) => note !== '');
  return htmlPage(
    `${words.title} ${where}`,
    `<h1>${escapeHtml(words.title)}</h1>
${notes.map((note) => `<p class="practice">${escapeHtml(note)}</p>`).join('')}
<dl>${about}${row(words.made, dateTimeUtc(madeAt))}</dl>
${checkPart(receipt)}${kitPart(receipt)}${proofPart(receipt)}${trustPart(receipt)}${changesPart(receipt)}
${commands.length > 0 ? section(words.commands, `<pre>${escapeHtml(commands.join('\n'))}</pre>`) : ''}
<p>${escapeHtml(words.noSecrets)}</p>`,
  );
}
