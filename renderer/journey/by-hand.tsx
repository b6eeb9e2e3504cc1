// The step by hand: the exact clicks and commands, and a check afterwards that looks at the world.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { useEffect, useId, useRef } from 'react';
import type { GuideStep } from '../../assets/text/en/guide.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { text } from '../text.ts';
import { useFrame } from './frame.ts';

const useStyles = makeStyles({
  panel: {
    border: `1px solid ${tokens.colorBrandStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    padding: '12px 20px 20px',
    scrollMarginTop: '16px',
  },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '16px' },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
  },
  list: { margin: '8px 0 16px', paddingLeft: '28px', display: 'flex', flexDirection: 'column', gap: '10px' },
  item: { paddingLeft: '4px', overflowWrap: 'anywhere' },
  command: { marginTop: '6px' },
});

export function ByHand(props: { steps: readonly GuideStep[]; check: (() => void) | undefined; onClose: () => void }) {
  const styles = useStyles();
  const { busy } = useFrame();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, []);
  const { check } = props;
  return (
    <section className={styles.panel} aria-labelledby={id} data-testid="by-hand">
      <div className={styles.head}>
        <h2 id={id} ref={heading} tabIndex={-1} className={styles.heading}>
          {text.ui.journey.byHandTitle}
        </h2>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={text.ui.journey.closeByHand}
          onClick={props.onClose}
        />
      </div>
      <ol className={styles.list}>
        {props.steps.map((step, index) => (
          <li key={step.text} className={styles.item}>
            {step.text}
            {step.command && (
              <div className={styles.command}>
                <CodeBlock value={step.command} what={`${text.ui.journey.command} ${index + 1}`} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {check && (
        <Button onClick={check} disabledFocusable={busy} data-testid="check">
          {text.ui.journey.byHandDone}
        </Button>
      )}
    </section>
  );
}
