// Of many sets: which issuer most of them lack, in a line above them, so that nobody has to unfold five hundred.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import { useEffect, useState } from 'react';
import type { FileSet, Tray } from '../../../preload/contract/tools.ts';
import { call } from '../../bridge.ts';
import { Breakable } from '../../parts/breakable.tsx';
import { toolsText } from '../tools-text.ts';
import { lackedBy } from './tray-model.ts';

const useStyles = makeStyles({
  line: { display: 'flex', gap: '8px', alignItems: 'center', margin: 0, '& svg': { flexShrink: 0 } },
  icon: { color: tokens.colorStatusWarningForeground1 },
});

const words = toolsText.tray;
/** Main shows no more at once. */
const most = 1000;
/** More lines than this would be a list again. */
const lines = 3;

/** All sets where main can show them at once, else those that are shown. */
function useSets(tray: Tray): readonly FileSet[] {
  const [whole, setWhole] = useState<{ of: Tray; sets: readonly FileSet[] } | null>(null);
  const isPart = tray.sets.length < tray.counts.sets && tray.counts.sets <= most;
  useEffect(() => {
    if (!isPart) return;
    let over = false;
    void call('tools.tray', { show: tray.counts.sets }).then((result) => {
      if (!over && result.ok) setWhole({ of: tray, sets: result.value.sets });
    });
    return () => {
      over = true;
    };
  }, [tray, isPart]);
  return whole?.of === tray ? whole.sets : tray.sets;
}

export function Lacking({ tray }: { tray: Tray }) {
  const styles = useStyles();
  const sets = useSets(tray);
  return lackedBy(sets)
    .slice(0, lines)
    .map(({ issuer, count }) => (
      <p key={issuer} className={styles.line} data-testid="lacking">
        <Warning16Filled className={styles.icon} />
        <span>
          <Breakable>{words.lacking(count, sets.length, sets.length < tray.counts.sets, issuer)}</Breakable>
        </span>
      </p>
    ));
}
