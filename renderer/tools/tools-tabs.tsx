// The choice between the root pages of the tools. A navigation, not a tab list: each is a page with a title of its own.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ToolsPart } from '../navigation.ts';
import { toolsText } from './tools-text.ts';

const useStyles = makeStyles({
  nav: { display: 'flex', flexWrap: 'wrap', gap: '4px', marginLeft: '-12px' },
  tab: {
    position: 'relative',
    padding: '10px 12px',
    border: '0 solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '::after': {
      content: '""',
      position: 'absolute',
      left: '12px',
      right: '12px',
      bottom: '2px',
      height: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandStroke,
      '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
    },
  },
});

const words = toolsText;
const parts: readonly ToolsPart[] = ['files', 'requests'];

export function ToolsTabs({ current, onSelect }: { current: ToolsPart; onSelect: (part: ToolsPart) => void }) {
  const styles = useStyles();
  return (
    <nav className={styles.nav} aria-label={words.tabs}>
      {parts.map((part) => (
        <button
          key={part}
          type="button"
          className={mergeClasses(styles.tab, part === current && styles.current)}
          aria-current={part === current ? 'page' : undefined}
          onClick={() => onSelect(part)}
          data-testid={`tab-${part}`}
        >
          {words[part]}
        </button>
      ))}
    </nav>
  );
}
