// A deploy journey that moves: each action leads to what main would answer when all goes well. For walking the pages.
import type { DeployAction, DeployJourney, DeployStepId } from '../../preload/contract/deploy-journey.ts';
import type { SlotFile } from '../../preload/contract/slots.ts';
import {
  allDone,
  chainFile,
  changes,
  checkOf,
  crtFile,
  deploy,
  keyFile,
  kit,
  lockedKey,
  proofNew,
  sensor,
  signedInLab,
  slotsOf,
  trustDone,
  trustTodo,
  undecided,
  upload,
  waits,
} from './fixtures/deploy.ts';
import { now } from './fixtures/journeys.ts';

const to = (before: DeployJourney, current: DeployStepId, more: Partial<DeployJourney>): DeployJourney =>
  deploy(current, { ...before, ...more });

const withFiles = (before: DeployJourney, files: SlotFile[], passphrase = before.files.passphrase): DeployJourney => ({
  ...before,
  files: slotsOf(files, passphrase),
  check: before.check && { ...before.check, stale: true },
});

function files(before: DeployJourney, action: DeployAction): DeployJourney {
  const { files } = before.files;
  switch (action.type) {
    case 'deploy-add-files':
      return to(before, 'check', withFiles(before, [lockedKey, crtFile, chainFile], 'needed'));
    case 'deploy-place-file':
      return withFiles(
        before,
        files.map((file) => (file.id === action.file ? { ...file, slot: action.slot, placedByHand: true } : file)),
      );
    case 'deploy-remove-file':
      return withFiles(
        before,
        files.filter(({ id }) => id !== action.file),
      );
    case 'deploy-clear-files':
      return withFiles(before, [], 'none');
    case 'deploy-passphrase':
      if (action.passphrase === '') return withFiles(before, [lockedKey, crtFile, chainFile], 'needed');
      return action.passphrase === 'opens it'
        ? withFiles(before, [keyFile, crtFile, chainFile], 'right')
        : withFiles(before, files, 'wrong');
    default:
      return before;
  }
}

function act(before: DeployJourney, action: DeployAction): DeployJourney {
  switch (action.type) {
    case 'deploy-sensor':
      return to(before, 'request', {
        sensor: {
          ...sensor,
          address: action.address,
          name: action.name,
          proxy: action.proxy,
          validation: action.validation,
          screen: action.screen,
        },
        request: undecided,
      });
    case 'deploy-choose-way': {
      const { request } = before;
      if (action.way === 'new' && (request?.waiting || request?.lab)) {
        const rest = before.files.files.filter(({ slot }) => slot === 'chain' || slot === 'crl');
        return to(withFiles(before, rest, 'none'), 'request', { request: { ...undecided, choice: 'new' } });
      }
      return to(before, action.way === 'have' ? 'files' : 'request', {
        request: { ...(before.request ?? undecided), choice: action.way },
      });
    }
    case 'deploy-attach-request':
      return { ...before, request: waits, files: slotsOf([keyFile]) };
    case 'deploy-lab-sign':
      return to(before, 'files', { request: signedInLab, files: slotsOf([keyFile, crtFile, chainFile]) });
    case 'deploy-validation':
      return {
        ...before,
        sensor: before.sensor && { ...before.sensor, validation: action.validation },
        check: before.check && { ...before.check, stale: true },
      };
    case 'deploy-check':
      return to(before, 'kit', { check: checkOf('accept') });
    case 'deploy-kit':
      return to(before, 'upload', { kit, upload });
    case 'deploy-open-console':
      return to(before, 'proof', { upload: { ...upload, openedAt: now } });
    case 'deploy-proof':
      return to(before, 'trust', { proof: proofNew, done: { ...before.done, served: true } });
    case 'deploy-read-trust':
      return { ...before, trust: before.trust ?? trustTodo };
    case 'deploy-trust-root':
      return { ...before, trust: { ...trustTodo, root: trustDone.root } };
    case 'deploy-remove-old':
      return to(before, 'done', { trust: trustDone, done: { ...allDone, changes, receipts: [] } });
    case 'deploy-receipt':
      return { ...before, done: { ...before.done, receipts: [{ name: `receipt.${action.format}`, at: now }] } };
    default:
      return files(before, action);
  }
}

export const deployWalk = { start: () => deploy('sensor'), act };
