// Radio buttons whose labels say what each choice means: a title, and a sentence below it.
import { makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  label: { display: 'flex', flexDirection: 'column', color: tokens.colorNeutralForeground1, overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground2 },
});

export interface Choice<V extends string> {
  readonly value: V;
  readonly title: string;
  readonly text: string;
}

export function Choices<V extends string>(props: {
  label: string;
  value: V;
  choices: readonly Choice<V>[];
  onChange: (value: V) => void;
  /** Test ids are this, a hyphen, and the value. */
  testId: string;
}) {
  const styles = useStyles();
  return (
    <RadioGroup
      aria-label={props.label}
      value={props.value}
      onChange={(_, data) => props.onChange(data.value as V)}
      data-testid={props.testId}
    >
      {props.choices.map(({ value, title, text }) => (
        <Radio
          key={value}
          value={value}
          data-testid={`${props.testId}-${value}`}
          label={
            <span className={styles.label}>
              <span className={styles.title}>{title}</span>
              {text !== '' && <span className={styles.note}>{text}</span>}
            </span>
          }
        />
      ))}
    </RadioGroup>
  );
}
