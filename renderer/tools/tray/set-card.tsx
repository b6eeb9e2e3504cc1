// A set: what belongs together. The answer in one sentence on top, then the chain, the dates, the members with their
// files, all details folded; and what can be done with it.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { commonName } from '../../../assets/text/facts.ts';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import type { FileSet, SetFinding } from '../../../preload/contract/tools.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { ChainPicture } from '../../parts/chain-picture.tsx';
import { Fold, FoldRows } from '../../parts/fold.tsx';
import { ItemDetails } from '../../parts/item-details.tsx';
import { Notice, ToneIcon } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ValidityBar } from '../../parts/validity-bar.tsx';
import { text } from '../../text.ts';
import { ItemLabel } from '../item-label.tsx';
import { toolsText } from '../tools-text.ts';
import { type SetActions, SetButtons } from './set-actions.tsx';
import { answerOf, type Found, factsOf, findingTone, membersOf, refKey, roleOf } from './tray-model.ts';

const useStyles = makeStyles({
  points: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexWrap: 'wrap', gap: '6px 20px' },
  point: { display: 'inline-flex', gap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  block: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  line: { display: 'flex', alignItems: 'center', gap: '12px', padding: '6px 0' },
  lineWords: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2 },
  strong: { fontWeight: tokens.fontWeightSemibold },
});

const words = toolsText.tray;

function Points({ findings }: { findings: readonly SetFinding[] }) {
  const styles = useStyles();
  if (findings.length === 0) return null;
  return (
    <ul className={styles.points}>
      {findings.map((finding) => (
        <li
          key={finding}
          className={mergeClasses(styles.point, finding === 'answers-waiting-request' && styles.strong)}
        >
          <ToneIcon tone={findingTone[finding]} />
          <span>{words.points[finding]}</span>
        </li>
      ))}
    </ul>
  );
}

const isCertificate = (found: Found): found is Found & { item: CertificateItem } => found.item.kind === 'certificate';

function Evidence({ set, found }: { set: FileSet; found: readonly Found[] }) {
  const styles = useStyles();
  const certificates = found.filter(isCertificate).map(({ item }) => item);
  return (
    <>
      {certificates.length > 0 && (
        <div className={styles.block}>
          <ChainPicture
            chain={certificates.map((item) => ({ item, role: roleOf(item) }))}
            missing={set.missingIssuer}
            label={words.chain}
            roleLabels={text.items.roles}
            missingLabel={words.missing}
          />
        </div>
      )}
      {certificates.length > 0 && (
        <div className={styles.block}>
          <h4 className={styles.heading}>{words.validity}</h4>
          <ValidityBar spans={certificates.map((item) => ({ ...item, name: commonName(item) }))} />
        </div>
      )}
      <div className={styles.block}>
        <h4 className={styles.heading}>{words.members}</h4>
        <FoldRows>
          {found.map(({ ref, item, file }) => (
            <Fold key={refKey(ref)} title={<ItemLabel item={item} file={file.name} />} row lazy testId="member">
              <ItemDetails item={item} />
            </Fold>
          ))}
        </FoldRows>
      </div>
    </>
  );
}

interface SetProps {
  readonly set: FileSet;
  readonly find: (refs: readonly (FileSet['leaf'] | null)[]) => Found[];
  readonly actions: SetActions;
}

/** One of few: all of it in sight. `first`: nothing else on the page comes first, so its next step is the primary button. */
export function SetCard({ set, find, actions, first }: SetProps & { first: boolean }) {
  const found = find(membersOf(set));
  const answer = answerOf(set);
  const lead = words.leads[answer.lead](factsOf(set, found));
  return (
    <Panel level={3} title={<Breakable>{set.title || words.untitled}</Breakable>} testId="set">
      <Notice tone={answer.tone} title={<Breakable>{lead.what}</Breakable>} testId="set-answer">
        {lead.todo !== '' && <span>{lead.todo}</span>}
      </Notice>
      <Points findings={answer.points} />
      <SetButtons set={set} found={found} first={first} actions={actions} />
      <Evidence set={set} found={found} />
    </Panel>
  );
}

/** One of many: a line with its answer, which unfolds to the rest. */
export function SetRow({ set, find, actions }: SetProps) {
  const styles = useStyles();
  const found = find(membersOf(set));
  const answer = answerOf(set);
  const lead = words.leads[answer.lead](factsOf(set, found));
  const [main] = found;
  const where =
    main &&
    (main.item.kind === 'certificate'
      ? words.where(main.file.name, main.item.notAfter)
      : words.inFileOnly(main.file.name));
  return (
    <Fold
      row
      lazy
      testId="set"
      title={
        <span className={styles.line}>
          <ToneIcon tone={answer.tone} />
          <span className={styles.lineWords}>
            <span className={styles.strong}>
              <Breakable>{set.title || words.untitled}</Breakable>
            </span>
            <span className={styles.note}>
              <Breakable>{lead.what}</Breakable>
            </span>
            {where && (
              <span className={styles.note}>
                <Breakable>{where}</Breakable>
              </span>
            )}
          </span>
        </span>
      }
    >
      {lead.todo !== '' && <span>{lead.todo}</span>}
      <Points findings={answer.points} />
      <SetButtons set={set} found={found} first={false} actions={actions} />
      <Evidence set={set} found={found} />
    </Fold>
  );
}
