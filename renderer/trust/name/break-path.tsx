// The picture of that way: six stops in a row, the broken one marked by icon, border and words.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRight12Regular } from '@fluentui/react-icons/svg/arrow-right';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircle16Filled } from '@fluentui/react-icons/svg/dismiss-circle';
import { Globe20Regular } from '@fluentui/react-icons/svg/globe';
import { Location20Regular } from '@fluentui/react-icons/svg/location';
import { Server20Regular } from '@fluentui/react-icons/svg/server';
import { ShieldCheckmark20Regular } from '@fluentui/react-icons/svg/shield-checkmark';
import { Tag20Regular } from '@fluentui/react-icons/svg/tag';
import type { NameOutcome, Verdict } from '../../../preload/contract/trust-journey.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { text } from '../../text.ts';
import { covers, isAddress, type PathStop, pathOf, type Stop, type StopState } from './path.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', gap: '8px 2px', margin: 0, padding: 0, listStyleType: 'none' },
  entry: { display: 'flex', alignItems: 'center', gap: '2px', flex: '1 1 92px', maxWidth: '180px', minWidth: 0 },
  box: {
    flexGrow: 1,
    height: '100%',
    minWidth: 0,
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '8px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  ok: {},
  break: {
    border: `2px solid ${tokens.colorStatusDangerBorder2}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
    padding: '7px',
  },
  unknown: { border: `1px dashed ${tokens.colorNeutralStroke1}`, backgroundColor: 'transparent' },
  skipped: { border: `1px dashed ${tokens.colorNeutralStroke1}`, backgroundColor: 'transparent' },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '6px',
  },
  name: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase300 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground3 },
  arrow: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
});

const icons: Record<Stop, typeof Globe20Regular> = {
  browser: Globe20Regular,
  name: Tag20Regular,
  address: Location20Regular,
  sensor: Server20Regular,
  certificate: Certificate20Regular,
  trust: ShieldCheckmark20Regular,
};

const words = text.trust.name;

/** Outcomes in which the dates are what really stands in the way, though browsers name a wrong name first. */
const dated: ReadonlySet<NameOutcome> = new Set(['expired', 'not-yet-valid', 'issuer-date']);

function detail(
  { stop, state }: PathStop,
  verdict: Verdict,
  address: string,
  san: readonly string[],
  outcome: NameOutcome,
): string {
  if (state === 'unknown') return words.stopStates.unknown;
  const { host, code } = verdict;
  switch (stop) {
    case 'browser':
      return words.typedAs(host);
    case 'name':
      if (state === 'skipped') return words.byAddress;
      return state === 'ok' ? words.resolves(host) : words.unresolved(host);
    case 'address':
      if (state !== 'ok') return text.trust.verdictLabel(code);
      return isAddress(host) ? host : address;
    case 'sensor':
      return state === 'ok' ? words.answers : text.trust.verdictLabel(code);
    case 'certificate':
      if (state === 'ok') return words.carries(host);
      if (dated.has(outcome)) return text.trust.verdictLabel('net::ERR_CERT_DATE_INVALID');
      if (covers(san, host)) return text.trust.verdictLabel(code);
      return san.length === 0 ? words.noSan : words.carriesNot(host);
    case 'trust':
      return state === 'ok' ? words.trusted : words.untrusted;
  }
}

function Mark({ state }: { state: StopState }) {
  const styles = useStyles();
  switch (state) {
    case 'ok':
      return <CheckmarkCircle16Filled className={styles.good} />;
    case 'break':
      return <DismissCircle16Filled className={styles.bad} />;
    case 'unknown':
    case 'skipped':
      return null;
  }
}

/** `address`: where the sensor was reached. */
export function BreakPath(props: {
  verdict: Verdict;
  san: readonly string[];
  address: string;
  outcome: NameOutcome;
  label: string;
}) {
  const styles = useStyles();
  const path = pathOf(props.verdict, props.san);
  return (
    <ol className={styles.list} aria-label={props.label} data-testid="break-path">
      {path.map((stop, index) => {
        const Icon = icons[stop.stop];
        return (
          <li key={stop.stop} className={styles.entry} data-stop={stop.stop} data-state={stop.state}>
            <div className={mergeClasses(styles.box, styles[stop.state])}>
              <span className={styles.head}>
                <Icon />
                <Mark state={stop.state} />
              </span>
              <span className={styles.name}>{words.stops[stop.stop]}</span>
              <span className={styles.quiet}>
                {stop.state === 'break' && <span className="spoken">{words.stopStates.break}. </span>}
                <Breakable>{detail(stop, props.verdict, props.address, props.san, props.outcome)}</Breakable>
              </span>
            </div>
            {index < path.length - 1 && <ArrowRight12Regular className={styles.arrow} />}
          </li>
        );
      })}
    </ol>
  );
}
