// The verdict about a path in one sentence, the path as boxes with the one to blame, and what nobody has checked.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { shortName } from '../../../assets/text/facts.ts';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import type { Tray } from '../../../preload/contract/tools.ts';
import type { PathVerdict } from '../../../preload/contract/verdict-path.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { boxOf, type ChainBox, ChainBoxes } from '../../parts/chain-picture.tsx';
import { Notice } from '../../parts/notice.tsx';
import { text } from '../../text.ts';
import { toolsText } from '../tools-text.ts';
import { roleOf } from '../tray/tray-model.ts';
import { missingIn } from './test-model.ts';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: '12px', minWidth: 0 },
  todo: { fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, paddingLeft: '20px' },
  note: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const words = toolsText.test;

/** What is missing or was not trusted is no fault of the certificate that stands before it. */
const blameless = new Set<string>(['issuer-missing', 'root-not-trusted', 'self-signed-not-trusted', 'too-much-work']);

/** The sentence on top; why and what to do, where it was refused. */
export function verdictText({ valid, reason, path }: PathVerdict): { title: string; why: string; todo: string } {
  if (valid || !reason) {
    const [leaf, root] = [path[0], path.at(-1)].map((each) => shortName(each?.subject ?? ''));
    return { title: words.path.good(leaf ?? '', root ?? ''), why: '', todo: '' };
  }
  const { what, why, todo } = words.explainPath(reason);
  const title =
    reason.subject && !blameless.has(reason.code)
      ? words.path.refused(reason.subject, what)
      : words.path.refusedAtAll(what);
  return { title, why, todo };
}

function boxesOf({ path, reason, valid }: PathVerdict, tray: Tray): ChainBox[] {
  const known = new Map<string, CertificateItem>();
  for (const { items } of tray.files) {
    for (const item of items) if (item.kind === 'certificate') known.set(item.fingerprints.sha256, item);
  }
  return path.map(({ subject, sha256 }, index) => {
    const item = known.get(sha256);
    const roles = text.items.roles;
    const box = item
      ? boxOf({ item, role: roleOf(item) }, roles)
      : { id: sha256, role: roles[index === 0 ? 'leaf' : 'intermediate-ca'], name: shortName(subject), note: '' };
    const trusted = valid && index === path.length - 1 ? { role: words.path.trusted } : {};
    return {
      ...box,
      ...trusted,
      ...(reason?.certificate === sha256 && reason.code !== 'issuer-missing' ? { blame: words.path.culprit } : {}),
    };
  });
}

export function PathVerdictView({ verdict, tray, changed }: { verdict: PathVerdict; tray: Tray; changed: boolean }) {
  const styles = useStyles();
  const { title, why, todo } = verdictText(verdict);
  const missing = missingIn(verdict);
  const box = useRef<HTMLDivElement>(null);
  // The button that asked stands below it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new verdict is to be seen
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [verdict]);
  return (
    <div ref={box} className={styles.box}>
      <Notice
        tone={verdict.valid ? 'good' : 'danger'}
        title={<Breakable>{title}</Breakable>}
        role="alert"
        testId="path-verdict"
      >
        {why !== '' && <span>{why}</span>}
        {todo !== '' && <span className={styles.todo}>{todo}</span>}
      </Notice>
      {changed && <p className={styles.note}>{words.path.changed}</p>}
      {verdict.path.length > 0 && (
        <ChainBoxes
          boxes={boxesOf(verdict, tray)}
          missing={missing === null ? null : { role: toolsText.tray.missing, name: missing }}
          label={verdict.valid ? words.path.picture : words.path.pictureTried}
        />
      )}
      {verdict.notChecked.length > 0 && (
        <Notice tone="neutral" title={words.path.notChecked} testId="not-checked">
          <ul className={styles.list}>
            {verdict.notChecked.map((each) => (
              <li key={JSON.stringify(each)}>{words.notCheckedText(each)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
