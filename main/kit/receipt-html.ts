// The receipt as one HTML file that prints well and asks nothing of the network. Every value is escaped.
import { dateTimeUtc } from '../../assets/text/en/format.ts';
import { receipt as words } from '../../assets/text/en/receipt.ts';
import type { Verdict } from '../../preload/contract/trust-journey.ts';
import { escapeHtml, grouped, htmlPage, paragraph, row, section } from './html.ts';
import type { Receipt } from './receipt.ts';

export { escapeHtml } from './html.ts';

function verdictText(verdict: Verdict | null): string {
  if (!verdict || verdict.code === 'not-checked') return words.notChecked;
  return words.verdict(verdict.code, verdict.host, dateTimeUtc(verdict.at));
}

function certificatePart({ certificate }: Receipt): string {
  if (!certificate) return '';
  const { subject, issuer, notBefore, notAfter, sha256, sha1, seenAt, chain, chainAsSent } = certificate;
  const members = chain.map((each) => `<li>${escapeHtml(each.subject)}<br>${grouped(each.sha256)}</li>`).join('');
  return section(
    words.certificate,
    `<dl>${row(words.subject, subject)}${row(words.issuer, issuer)}${row(
      words.validity,
      words.validityRange(dateTimeUtc(notBefore), dateTimeUtc(notAfter)),
    )}${row(words.sha256, grouped(sha256))}${row(words.sha1, grouped(sha1))}${row(words.seen, dateTimeUtc(seenAt))}</dl>
<p>${escapeHtml(words.chain)} (${escapeHtml(chainAsSent ? words.chainAsSent : words.chainRebuilt)}):</p><ol>${members}</ol>`,
  );
}

function comparedPart({ comparedBy, mismatch, changedFrom, certificate }: Receipt): string {
  const how =
    comparedBy?.kind === 'fingerprint'
      ? words.comparedBy.fingerprint(comparedBy.algorithm === 'sha1' ? 'SHA-1' : 'SHA-256', dateTimeUtc(comparedBy.at))
      : comparedBy
        ? words.comparedBy['risk-accepted'](dateTimeUtc(comparedBy.at))
        : words.comparedBy.none;
  const alarm = changedFrom
    ? paragraph(words.changedFrom(grouped(changedFrom.sha256), dateTimeUtc(changedFrom.seenAt)))
    : '';
  const isCa = comparedBy !== null && comparedBy.sha256 !== certificate?.sha256;
  const which = isCa ? paragraph(words.comparedCa(grouped(comparedBy.sha256))) : '';
  const wrong = mismatch ? paragraph(words.mismatch(grouped(mismatch.hex))) : '';
  return section(words.compared, paragraph(how) + which + wrong + alarm);
}

function changesPart({ changes, undoneAt, undoVerified }: Receipt): string {
  const items = changes.map(({ kind, at, target, what, thumbprint, undone }) => {
    const end = undone ? ` (${words.undone})` : '';
    const mark = thumbprint ? `<br>${grouped(thumbprint)}` : '';
    return `<li>${escapeHtml(`${words.change[kind]}, ${dateTimeUtc(at)}, ${target}: ${what}${end}`)}${mark}</li>`;
  });
  const list = items.length > 0 ? `<ul>${items.join('')}</ul>` : paragraph(words.noChanges);
  const undo = undoneAt
    ? paragraph(undoVerified ? words.undoVerified(dateTimeUtc(undoneAt)) : words.undoUnverified(dateTimeUtc(undoneAt)))
    : '';
  return section(words.changes, list + undo);
}

/** A whole HTML document (UTF-8). */
export function receiptHtml(receipt: Receipt): string {
  const { sensor, commands, practice, madeAt } = receipt;
  const where = sensor ? `${sensor.address}:${sensor.port}` : '';
  return htmlPage(
    `${words.title} ${where}`,
    `<h1>${escapeHtml(words.title)}</h1>
${practice ? `<p class="practice">${escapeHtml(words.practice)}</p>` : ''}
<dl>${row(words.sensor, where)}${sensor?.proxy ? row(words.proxy, sensor.proxy) : ''}${row(words.made, dateTimeUtc(madeAt))}</dl>
${certificatePart(receipt)}${comparedPart(receipt)}
${section(words.verdicts, `<dl>${row(words.before, verdictText(receipt.verdictBefore))}${row(words.after, verdictText(receipt.verdictAfter))}</dl>`)}
${changesPart(receipt)}
${commands.length > 0 ? section(words.commands, `<pre>${escapeHtml(commands.join('\n'))}</pre>`) : ''}
<p>${escapeHtml(words.noSecrets)}</p>`,
  );
}
