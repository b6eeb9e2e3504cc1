// The form's fields in the order of the firmware's screen, as a checklist to tick off; values can be copied.
import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FormField } from '../../../preload/contract/deploy-journey.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { deployText } from '../deploy-text.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  entry: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: '4px 12px',
    padding: '8px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  number: {
    flexShrink: 0,
    width: '24px',
    paddingTop: '6px',
    textAlign: 'right',
    color: tokens.colorNeutralForeground2,
  },
  words: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  label: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  todo: { paddingLeft: '32px', color: tokens.colorNeutralForeground1 },
  mono: { fontFamily: tokens.fontFamilyMonospace },
  note: { color: tokens.colorNeutralForeground2 },
  done: { color: tokens.colorNeutralForeground2, textDecorationLine: 'line-through' },
});

const words = deployText.upload;

/** The ticks of each kit while the app runs: who looks something up on another page comes back to the same list. */
const kept = new Map<string, ReadonlySet<number>>();

export function FieldList(props: {
  /** Names the kit: another one is filled in from the top. */
  kit: string;
  fields: readonly FormField[];
  locked: boolean;
  validation: boolean;
}) {
  const styles = useStyles();
  const [ticked, setTicked] = useState<ReadonlySet<number>>(kept.get(props.kit) ?? new Set());
  const tick = (index: number, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(index);
    else next.delete(index);
    kept.set(props.kit, next);
    setTicked(next);
  };
  return (
    <ol className={styles.list}>
      {props.fields.map((field, index) => {
        const { value } = field;
        const text = words.todo(field, props.locked, props.validation);
        const isDone = ticked.has(index);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the fields of a form never move
          <li key={index} className={styles.entry} data-testid="form-field" data-field={field.field}>
            <span className={styles.number} aria-hidden="true">
              {index + 1}.
            </span>
            <span className={styles.words}>
              <Checkbox
                checked={isDone}
                onChange={(_, data) => tick(index, data.checked === true)}
                label={
                  <span>
                    <span className={mergeClasses(styles.label, isDone && styles.done)}>{field.label}</span>
                    {field.optional && <span className={styles.note}> ({words.optional})</span>}
                  </span>
                }
              />
              <span className={styles.todo}>
                <Breakable>{text}</Breakable>
              </span>
            </span>
            {value !== null && <CopyButton value={value} what={field.label} />}
          </li>
        );
      })}
    </ol>
  );
}
