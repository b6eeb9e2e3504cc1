// What goes where, and why: each certificate of the plan with its role in plain words and the place it belongs to.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Certificate24Regular } from '@fluentui/react-icons/svg/certificate';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { commonName } from '../../../assets/text/facts.ts';
import type { ImportView } from '../../../preload/contract/trust-journey.ts';
import { text } from '../../text.ts';
import { useTrust } from '../use-trust.ts';
import { notesOfOne } from './import-model.ts';
import { PolicyNotes } from './policy-notes.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '14px' },
  entry: { display: 'flex', gap: '12px' },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  name: { fontWeight: tokens.fontWeightSemibold },
  meaning: { display: 'flex', gap: '8px' },
  warning: { flexShrink: 0, marginTop: '3px', color: tokens.colorStatusWarningForeground1 },
  note: { color: tokens.colorNeutralForeground2 },
});

export function PlanList({ view }: { view: ImportView }) {
  const styles = useStyles();
  const words = text.trust.import;
  const { platform } = useTrust();
  const places = platform === 'win32' ? text.trust.places : text.trust.plainPlaces;
  if (view.plan.length === 0) return <span>{words.nothing}</span>;
  return (
    <ol className={styles.list}>
      {view.plan.map(({ sha256, item, role, place, source }) => (
        <li key={sha256} className={styles.entry}>
          <Certificate24Regular className={styles.icon} />
          <div className={styles.words}>
            <span>
              <span className={styles.name}>{commonName(item)}</span> {words.into(places[place])}
            </span>
            <span className={styles.note}>
              {text.trust.roleLabels[role]}, {source === 'file' ? words.fromFile : words.fromSensor}
            </span>
            <span className={styles.meaning}>
              {role === 'root-ca' && <Warning16Filled className={styles.warning} />}
              <span>{text.trust.roleMeanings[role]}</span>
            </span>
            <PolicyNotes notes={notesOfOne(view, sha256)} />
          </div>
        </li>
      ))}
    </ol>
  );
}
