// The root of the new chain: its fingerprint, what trusting it means, and for whom it is to be trusted.
import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { commonName, isRootTrusted } from '../../../assets/text/facts.ts';
import type { DeployTrustView } from '../../../preload/contract/deploy-journey.ts';
import type { StoreScope } from '../../../preload/contract/trust-journey.ts';
import { CertificateDetails } from '../../parts/certificate-details.tsx';
import { Choices } from '../../parts/choices.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Fingerprint } from '../../parts/fingerprint.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Panel } from '../../parts/panel.tsx';
import { deployText } from '../deploy-text.ts';
import { aboutEntry, EntryLine } from './entry-line.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '12px' },
  // Fluent's own grey looks as if it could not be ticked.
  label: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

const words = deployText.trust;

export interface RootChoice {
  readonly scope: StoreScope;
  /** The fingerprint was compared with what the PKI desk says. */
  readonly compared: boolean;
}

export function RootPanel(props: {
  root: DeployTrustView['root'];
  /** The Lab has signed the request: nobody could compare its root with anything. */
  lab: boolean;
  saveButton: ReactNode;
  choice: RootChoice;
  onChange: (choice: RootChoice) => void;
}) {
  const styles = useStyles();
  const { root, choice, onChange } = props;
  if (!root) {
    return (
      <Notice tone="warning" title={words.root} testId="no-root">
        {words.rootNone}
      </Notice>
    );
  }
  const { item, present, offers } = root;
  const isOffered = !isRootTrusted(root) && offers.length > 0;
  return (
    <Panel title={words.rootOf(commonName(item))} testId="root">
      {props.lab && <Notice tone="warning" title={words.lab} testId="lab-root" />}
      {isOffered && <span>{props.lab ? words.labRootText : words.rootText}</span>}
      {present.length > 0 && (
        <ul className={styles.list}>
          {present.map((entry) => (
            <EntryLine key={entry.scope} entry={{ ...entry, store: words.rootPresent(entry.store) }} quiet />
          ))}
        </ul>
      )}
      <span className={styles.head}>
        <span>{words.fingerprint}</span>
        <CopyButton value={item.fingerprints.sha256} what={words.fingerprint} />
      </span>
      <Fingerprint hex={item.fingerprints.sha256} size="small" testId="root-fingerprint" />
      {props.saveButton}
      {isOffered && (
        <>
          <Checkbox
            label={<span className={styles.label}>{props.lab ? words.labKnown : words.compared}</span>}
            checked={choice.compared}
            onChange={(_, data) => onChange({ ...choice, compared: data.checked === true })}
            data-testid="compared"
          />
          <h3 className={styles.heading}>{words.scope}</h3>
          <Choices<StoreScope>
            label={words.scope}
            value={choice.scope}
            choices={offers.map((entry) => ({ value: entry.scope, title: entry.store, text: aboutEntry(entry) }))}
            onChange={(scope) => onChange({ ...choice, scope })}
            testId="scope"
          />
        </>
      )}
      <Fold title={words.details} inset lazy>
        <CertificateDetails item={item} />
      </Fold>
    </Panel>
  );
}
