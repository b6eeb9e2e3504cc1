// What a ticket or an administrator asks about a change: exact times, thumbprint, hashes of the file, each to copy.
import type { ActivityEntry } from '../../preload/contract/activity.ts';
import { CopyableHash } from '../parts/copyable-hash.tsx';
import { type Fact, FactsList } from '../parts/facts-list.tsx';
import { Fold } from '../parts/fold.tsx';
import { text } from '../text.ts';
import { activityText as words } from './activity-text.ts';

const facts = words.facts;

export function EntryDetails({ entry }: { entry: ActivityEntry }) {
  const { change, before, after } = entry;
  const hex = (term: string, value: string | null): Fact[] =>
    value === null ? [] : [{ term, value: <CopyableHash hex={value} what={term} /> }];
  const isCertificate = change.kind === 'trust-added' || change.kind === 'trust-removed';
  const isLine = change.kind === 'hosts-line-added' || change.kind === 'hosts-line-removed';
  const list: Fact[] = [
    { term: facts.begun, value: text.format.dateTime(entry.at) },
    { term: facts.written, value: text.format.dateTime(entry.changedAt) },
    { term: facts.target, value: change.target },
    ...(isCertificate && change.what !== '' ? [{ term: facts.subject, value: change.what }] : []),
    ...(isLine ? [{ term: facts.line, value: change.what, mono: true }] : []),
    ...hex(facts.thumbprint, change.thumbprint),
    ...hex(facts.fileBefore, before),
    ...hex(facts.fileAfter, after),
    ...(entry.undoable ? [{ term: facts.rights, value: entry.needsRights ? facts.needsRights : facts.needsNone }] : []),
    { term: facts.id, value: entry.id, mono: true },
  ];
  return (
    <Fold title={words.details} quiet lazy testId="entry-details">
      <FactsList facts={list} />
    </Fold>
  );
}
