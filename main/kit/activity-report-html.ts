// The report of all changes as one HTML file that prints well and asks nothing of the network. Every value is escaped.
import { activityReport as words } from '../../assets/text/en/activity-report.ts';
import { dateTime, dateTimeUtc } from '../../assets/text/en/format.ts';
import type { ActivityReport } from './activity-report.ts';
import { escapeHtml, grouped, htmlPage, paragraph, row, section } from './html.ts';

type Change = ActivityReport['changes'][number];

const bothTimes = (at: string): string => words.time(dateTimeUtc(at), dateTime(at));

function changePart(change: Change): string {
  const { kind, at, changedAt, target, what, thumbprint, state, now, before, after, sensor, madeBy, id } = change;
  const [from, to] = words.beforeAfter[kind];
  const hex = (term: string, value: string | null) =>
    value ? `<dt>${escapeHtml(term)}</dt><dd>${grouped(value)}</dd>` : '';
  return section(
    words.change[kind],
    `<dl>${row(words.what, what)}${hex(words.thumbprint, thumbprint)}${row(words.target, target)}${
      sensor ? row(words.sensor, sensor) : ''
    }${row(words.before, from)}${row(words.after, to)}${hex(words.fileBefore, before)}${hex(words.fileAfter, after)}${row(
      words.begun,
      bothTimes(at),
    )}${row(words.state, words.states[state])}${row(words.stateSince, bothTimes(changedAt))}${
      state === 'in-force' || state === 'left' ? row(words.now, words.standing[now ?? 'unknown']) : ''
    }${row(words.madeBy, words.makers[madeBy])}${row(words.id, id)}</dl>`,
  );
}

/** A whole HTML document (UTF-8). */
export function activityReportHtml({ madeAt, changes }: ActivityReport): string {
  const list = changes.length > 0 ? changes.map(changePart).join('\n') : paragraph(words.none);
  return htmlPage(
    words.title,
    `<h1>${escapeHtml(words.title)}</h1>${paragraph(words.made(bothTimes(madeAt)))}${paragraph(words.lead)}${list}`,
  );
}
