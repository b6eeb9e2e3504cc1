// The report of changes as one HTML file that prints well and asks nothing of the network. Every value is escaped.
import { activityReport as words } from '../../assets/text/en/activity-report.ts';
import type { ActivityReport, ReportedChange, ReportedTime } from './activity-report.ts';
import { escapeHtml, grouped, htmlPage, paragraph, row, section } from './html.ts';

const timeText = ({ utc, local }: ReportedTime): string => words.time(utc.slice(0, 19).replace('T', ' '), local);

function hostsRows({ hosts }: ReportedChange): string {
  if (!hosts) return '';
  const { before, after, copy } = hosts;
  const hash = (value: string | null) => (value ? grouped(value) : words.unknown);
  return (
    row(words.hostsBefore, hash(before)) +
    row(words.hostsAfter, hash(after)) +
    row(words.copy, copy ?? words.copyNotSeen)
  );
}

function changePart(each: ReportedChange, number: number, repaired: boolean): string {
  const { change, begunAt, state, stateSince, now, sensor, journey } = each;
  const [before, after] = words.beforeAndAfter(change, state);
  const isLookedAt = state === 'in-force' || state === 'left';
  return section(
    `${number}. ${words.change[change.kind]}`,
    `<dl>${row(words.what, words.whatOf(change))}${
      change.thumbprint ? row(words.sha256, grouped(change.thumbprint)) : ''
    }${row(words.target, change.target)}${row(words.before, before)}${row(words.after, after)}${hostsRows(each)}${row(
      words.begun,
      timeText(begunAt),
    )}${row(words.state, words.states[state])}${row(words.since, timeText(stateSince))}${
      isLookedAt ? row(words.now, now ? words.nows[now] : words.notChecked) : ''
    }${row(words.sensor, sensor ?? words.unknown)}${row(words.by, words.bys[journey.by](journey.title))}${
      repaired ? row(words.crash, words.repaired) : ''
    }${row(words.id, each.id)}</dl>`,
  );
}

/** A whole HTML document (UTF-8). */
export function activityReportHtml({
  madeAt,
  computer,
  account,
  copies,
  journey,
  changes,
  repaired,
  torn,
}: ActivityReport): string {
  const parts = changes.map((each, index) => changePart(each, index + 1, repaired.includes(each.id)));
  return htmlPage(
    `${words.title} ${computer}`,
    `<h1>${escapeHtml(words.title)}</h1>
<dl>${row(words.computer, computer)}${row(words.account, account)}${row(words.copies, copies ?? words.unknown)}${row(words.made, timeText(madeAt))}${journey ? row(words.only, words.bys[journey.by](journey.title)) : ''}${row(words.count, String(changes.length))}</dl>
${torn > 0 ? paragraph(words.torn(torn)) : ''}
${parts.length > 0 ? parts.join('\n') : paragraph(words.none)}
<p>${escapeHtml(words.noSecrets)}</p>`,
  );
}
