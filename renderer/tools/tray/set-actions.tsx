// What can be done with a set: its next step first, and what else it allows.
import { Button, makeStyles } from '@fluentui/react-components';
import { ArrowSwap20Regular } from '@fluentui/react-icons/svg/arrow-swap';
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync';
import { ClipboardTaskListLtr20Regular } from '@fluentui/react-icons/svg/clipboard-task-list-ltr';
import { DocumentSignature20Regular } from '@fluentui/react-icons/svg/document-signature';
import type { ReactElement } from 'react';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import type { FileSet, Ref } from '../../../preload/contract/tools.ts';
import { toolsText } from '../tools-text.ts';
import { type Found, type SetStep, stepsFor } from './tray-model.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

const words = toolsText.tray;

export interface SetActions {
  readonly onConvert: (set: FileSet) => void;
  readonly onTest: (set: FileSet) => void;
  /** It has to be replaced: a request with the same names. */
  readonly onRenew: (item: CertificateItem) => void;
  readonly onRequest: (key: Ref) => void;
  /** The certificate came back for a request that waits: put it beside the certificate. */
  readonly onCompare: (set: FileSet, keySha256: string) => void;
}

const icons: Record<SetStep, ReactElement> = {
  compare: <ClipboardTaskListLtr20Regular />,
  renew: <ArrowSync20Regular />,
  request: <DocumentSignature20Regular />,
  convert: <ArrowSwap20Regular />,
  test: <ClipboardTaskListLtr20Regular />,
};

export function SetButtons(props: {
  set: FileSet;
  found: readonly Found[];
  /** Nothing else on the page comes first. */
  first: boolean;
  actions: SetActions;
}) {
  const styles = useStyles();
  const { set, actions } = props;
  const title = set.title || words.untitled;
  const leaf = props.found.find(({ item }) => item.kind === 'certificate')?.item;
  const run: Record<SetStep, () => void> = {
    compare: () => leaf?.kind === 'certificate' && actions.onCompare(set, leaf.publicKey.sha256),
    renew: () => leaf?.kind === 'certificate' && actions.onRenew(leaf),
    request: () => set.key && actions.onRequest(set.key),
    convert: () => actions.onConvert(set),
    test: () => actions.onTest(set),
  };
  return (
    <div className={styles.row}>
      {stepsFor(set).map((step, index) => (
        <Button
          key={step}
          appearance={props.first && index === 0 ? 'primary' : 'secondary'}
          icon={icons[step]}
          onClick={run[step]}
          aria-label={words.forSet(words.steps[step], title)}
          data-testid={step}
        >
          {words.steps[step]}
        </Button>
      ))}
    </div>
  );
}
