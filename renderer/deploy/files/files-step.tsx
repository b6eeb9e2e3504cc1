// Step 3: the files, each in the slot of the form that it is for. What is dropped anywhere on the window comes here too.
import { Checkmark20Regular } from '@fluentui/react-icons/svg/checkmark';
import { useMemo } from 'react';
import { dropFiles } from '../../bridge.ts';
import { StepFrame } from '../../journey/step-frame.tsx';
import { useDrop } from '../../window-drop.tsx';
import { deployText } from '../deploy-text.ts';
import { SlotsPanel } from '../slots/slots-panel.tsx';
import { useDeploy } from '../use-deploy.ts';

const words = deployText.files;

export function FilesStep() {
  const { journey, run, runCall, show, state } = useDeploy();
  const { id, files } = journey;
  const drop = useMemo(
    () => ({
      take: (dropped: readonly File[]) =>
        runCall('deploy-add-files', (task) => dropFiles(task, dropped, { kind: 'journey', id })),
      says: words.dropHere,
    }),
    [runCall, id],
  );
  useDrop(drop);
  const some = files.files.length > 0;
  return (
    <StepFrame
      primary={
        some
          ? {
              label: words.primary,
              icon: <Checkmark20Regular />,
              run: () => {
                show('check');
              },
              settled: false,
            }
          : undefined
      }
      hideNext={some}
    >
      <SlotsPanel
        slots={files}
        busy={state.running !== null}
        choose={() => run({ type: 'deploy-add-files' })}
        place={(file, slot) => run({ type: 'deploy-place-file', file, slot })}
        remove={(file) => run({ type: 'deploy-remove-file', file })}
        clear={() => run({ type: 'deploy-clear-files' })}
        passphrase={(passphrase) => run({ type: 'deploy-passphrase', passphrase })}
      />
    </StepFrame>
  );
}
