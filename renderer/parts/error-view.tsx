// An error in three parts: what happened, why, what to do next; with its code and facts for copying.
import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { AppError } from '../../preload/contract/errors.ts';
import { explain, text } from '../text.ts';
import { CopyButton } from './copy-button.tsx';
import { Notice } from './notice.tsx';

const useStyles = makeStyles({
  todo: { fontWeight: tokens.fontWeightSemibold },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center', marginLeft: '-8px' },
});

/** Declining is an outcome, not a fault; it is told calmly. */
const calm = new Set<AppError['code']>([
  'cancelled',
  'elevation-cancelled',
  'nothing-to-undo',
  'not-compared',
  'not-yet',
]);

/** What goes to the clipboard: enough for a report, in one glance. */
export const errorDetails = (error: AppError): string => {
  const { what, why, todo } = explain(text, error);
  return [what, why, todo, '', error.code, JSON.stringify(error.facts, null, 2)].join('\n');
};

export function ErrorView(props: {
  error: AppError;
  actions?: ReactNode;
  /** One of several in a list that was there when the page came up; it is not read out at once. */
  quiet?: boolean;
  /** What to do at this place, where that is something else than usual. */
  todo?: string | undefined;
}) {
  const styles = useStyles();
  const { error, actions, quiet } = props;
  const { what, why, todo } = explain(text, error);
  return (
    <Notice
      tone={calm.has(error.code) ? 'neutral' : quiet ? 'warning' : 'danger'}
      title={what}
      {...(quiet ? {} : { role: 'alert' })}
      testId="error"
    >
      <div>{why}</div>
      <div className={styles.todo}>{props.todo ?? todo}</div>
      <div className={styles.row}>
        {actions}
        <CopyButton value={errorDetails(error)} label={text.ui.copyDetails} />
      </div>
    </Notice>
  );
}
