// Validity as bars on one time line, with today as a line across. Each bar says in words what it shows.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { text } from '../text.ts';
import { phaseOf, phaseTone, type Span, timeLine } from './validity.ts';

const useStyles = makeStyles({
  rows: { display: 'flex', flexDirection: 'column', gap: '14px' },
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: '16px', marginBottom: '6px' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  track: {
    position: 'relative',
    height: '14px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground4,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  bar: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    borderRadius: tokens.borderRadiusSmall,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
  },
  good: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  warning: { backgroundColor: tokens.colorStatusWarningBackground3 },
  danger: { backgroundColor: tokens.colorStatusDangerBackground3 },
  neutral: { backgroundColor: tokens.colorBrandBackground },
  now: {
    position: 'absolute',
    top: '-5px',
    bottom: '-5px',
    width: '2px',
    marginLeft: '-1px',
    backgroundColor: tokens.colorNeutralForeground1,
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText', forcedColorAdjust: 'none' },
  },
  scale: {
    position: 'relative',
    height: '18px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  today: { position: 'absolute', transform: 'translateX(-50%)' },
  atStart: { transform: 'none' },
  atEnd: { transform: 'translateX(-100%)' },
});

export function phaseText(span: Span, now: number): string {
  const { phase, seconds } = phaseOf(span, now);
  const words = text.trust.validity;
  switch (phase) {
    case 'future':
      return words.future(span.notBefore, seconds);
    case 'valid':
      return words.valid(span.notAfter, seconds);
    case 'soon':
      return words.soon(span.notAfter, seconds);
    case 'expired':
      return words.expired(span.notAfter, seconds);
  }
}

export function ValidityBar({ spans }: { spans: readonly (Span & { name: string })[] }) {
  const styles = useStyles();
  const now = Date.now();
  const line = timeLine(spans, now);
  return (
    <div className={styles.rows}>
      {spans.map((span, index) => {
        const bar = line.bars[index];
        return (
          <div key={`${span.name} ${span.notBefore}`}>
            <div className={styles.head}>
              <span className={styles.name}>{span.name}</span>
              <span>{phaseText(span, now)}</span>
            </div>
            <div className={styles.track} aria-hidden="true">
              {bar && (
                <div
                  className={mergeClasses(styles.bar, styles[phaseTone[phaseOf(span, now).phase]])}
                  style={{ left: `${bar.start}%`, width: `${bar.width}%` }}
                />
              )}
              <div className={styles.now} style={{ left: `${line.now}%` }} />
            </div>
          </div>
        );
      })}
      <div className={styles.scale} aria-hidden="true">
        <span
          className={mergeClasses(styles.today, line.now < 10 && styles.atStart, line.now > 90 && styles.atEnd)}
          style={{ left: `${line.now}%` }}
        >
          {text.trust.validity.now}
        </span>
      </div>
    </div>
  );
}
