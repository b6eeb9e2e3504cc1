// Why something of a journey was not done; with the way to where a conflict can be settled.
import { Button } from '@fluentui/react-components';
import { use } from 'react';
import type { AppError } from '../../preload/contract/errors.ts';
import { ErrorView } from '../parts/error-view.tsx';
import { text } from '../text.ts';
import { ToActivity } from './to-activity.ts';

export function FailureView({ error }: { error: AppError }) {
  const toActivity = use(ToActivity);
  return (
    <ErrorView
      error={error}
      actions={
        // There it can be looked at, and decided who is to have the last word.
        error.code === 'undo-conflict' &&
        toActivity && (
          <Button onClick={toActivity} data-testid="to-activity">
            {text.ui.journey.toActivity}
          </Button>
        )
      }
    />
  );
}
