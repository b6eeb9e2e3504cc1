// One object in a line: what it is, by which name, and in which file. The icon repeats the kind, never tells it alone.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { DocumentSignature20Regular } from '@fluentui/react-icons/svg/document-signature';
import { Key20Regular } from '@fluentui/react-icons/svg/key';
import { LockClosed20Regular } from '@fluentui/react-icons/svg/lock-closed';
import { Prohibited20Regular } from '@fluentui/react-icons/svg/prohibited';
import type { Item } from '../../preload/contract/item.ts';
import { Breakable } from '../parts/breakable.tsx';
import { keyText } from '../parts/certificate-details.tsx';
import { text } from '../text.ts';
import { toolsText } from './tools-text.ts';
import { nameOf, roleOf } from './tray/tray-model.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '10px', minWidth: 0 },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexWrap: 'wrap', columnGap: '10px', minWidth: 0, overflowWrap: 'anywhere' },
  kind: { color: tokens.colorNeutralForeground2 },
  // Its own color: in the label of a box that is not ticked it would fade.
  name: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  file: { color: tokens.colorNeutralForeground2 },
});

const words = text.items;

export function kindText(item: Item): string {
  if (item.kind === 'privateKey' && !item.publicKey) return words.lockedKey;
  if (item.kind !== 'certificate') return words.kinds[item.kind];
  const role = roleOf(item);
  if (role === 'root-ca') return words.rootCa;
  return role === 'intermediate-ca' ? words.ca : words.kinds.certificate;
}

/** The name of an object; a key, which has none, by its kind and size. */
export function shownName(item: Item): string {
  const name = nameOf(item);
  if (name !== '') return name;
  return (item.kind === 'privateKey' || item.kind === 'publicKey') && item.publicKey ? keyText(item.publicKey) : '';
}

/** The whole line as plain text. */
export const lineOf = (item: Item): string => [kindText(item), shownName(item)].filter(Boolean).join(' ');

export function ItemIcon({ item, className }: { item: Item; className?: string | undefined }) {
  const styles = useStyles();
  const look = mergeClasses(styles.icon, className);
  switch (item.kind) {
    case 'certificate':
      return <Certificate20Regular className={look} />;
    case 'request':
      return <DocumentSignature20Regular className={look} />;
    case 'privateKey':
      return item.publicKey ? <Key20Regular className={look} /> : <LockClosed20Regular className={look} />;
    case 'publicKey':
      return <Key20Regular className={look} />;
    case 'crl':
      return <Prohibited20Regular className={look} />;
  }
}

export function ItemLabel({ item, file }: { item: Item; file?: string }) {
  const styles = useStyles();
  const name = shownName(item);
  return (
    <span className={styles.row}>
      <ItemIcon item={item} />
      <span className={styles.words}>
        <span className={styles.kind}>{kindText(item)}</span>
        {name !== '' && (
          <span className={styles.name}>
            <Breakable>{name}</Breakable>
          </span>
        )}
        {file !== undefined && (
          <span className={styles.file}>
            <Breakable>{toolsText.tray.inFile(file)}</Breakable>
          </span>
        )}
      </span>
    </span>
  );
}
