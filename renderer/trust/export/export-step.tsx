// Step 4: the certificate as a file. Main asks where to; the window never learns the folder.
import { makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Save20Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import type { ExportFormat } from '../../../preload/contract/trust-journey.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { Panel } from '../../parts/panel.tsx';
import { text } from '../../text.ts';
import { useTrust } from '../use-trust.ts';

const useStyles = makeStyles({
  label: { display: 'flex', flexDirection: 'column', color: tokens.colorNeutralForeground1 },
  title: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground2 },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  file: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  good: { display: 'inline-flex', alignItems: 'center', gap: '6px', color: tokens.colorStatusSuccessForeground1 },
});

const words = text.trust.export;
const order: readonly ExportFormat[] = ['der', 'pem', 'pkcs7'];

export function ExportStep() {
  const styles = useStyles();
  const { journey, run } = useTrust();
  const [format, setFormat] = useState<ExportFormat>('der');
  const { written } = journey.export;
  return (
    <StepFrame
      primary={{
        label: words.primary,
        icon: <Save20Regular />,
        run: () => run({ type: 'export', format }),
        settled: true,
      }}
    >
      <Panel title={words.legend}>
        <RadioGroup
          aria-label={words.legend}
          value={format}
          onChange={(_, data) => setFormat(data.value as ExportFormat)}
        >
          {order.map((each) => (
            <Radio
              key={each}
              value={each}
              label={
                <span className={styles.label}>
                  <span className={styles.title}>{text.trust.formats[each].title}</span>
                  <span className={styles.note}>{text.trust.formats[each].text}</span>
                </span>
              }
            />
          ))}
        </RadioGroup>
        <span className={styles.note}>{words.noKey}</span>
      </Panel>
      {written.length > 0 && (
        <Panel title={words.written}>
          <ul className={styles.list}>
            {written.map((file) => (
              <li key={`${file.name} ${file.at}`} className={styles.file}>
                <span className={styles.name}>{file.name}</span>
                <span className={styles.note}>{text.format.dateTime(file.at)}</span>
                <span className={styles.good}>
                  <CheckmarkCircle16Filled />
                  {words.readBack}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </StepFrame>
  );
}
