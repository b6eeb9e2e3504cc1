// The form of the first step: what is typed, what main has, and to which field an error of main's belongs. Pure.
import type { DeployAction, SensorView } from '../../../preload/contract/deploy-journey.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { ProfileSummary } from '../../../preload/contract/precheck.ts';

export type SensorForm = Omit<Extract<DeployAction, { type: 'deploy-sensor' }>, 'type' | 'proxy' | 'name'> & {
  readonly proxy: string;
  readonly name: string;
};

export const emptySensor: SensorForm = {
  address: '',
  proxy: '',
  name: '',
  profile: '',
  validation: true,
  screen: 'first-login',
};

export const formOf = (view: SensorView): SensorForm => ({
  address: view.address,
  proxy: view.proxy ?? '',
  name: view.name ?? '',
  profile: view.profile.id,
  validation: view.validation,
  screen: view.screen,
});

const filled = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export const actionOf = (form: SensorForm): DeployAction => ({
  ...form,
  type: 'deploy-sensor',
  proxy: filled(form.proxy),
  name: filled(form.name),
});

/** Nothing would change by sending it. */
export const isUnchanged = (form: SensorForm, view: SensorView | null): boolean =>
  view !== null && JSON.stringify(actionOf(form)) === JSON.stringify(actionOf(formOf(view)));

/** The first appliance: the one that the app is made for. */
export const firstProfile = (profiles: readonly ProfileSummary[]): string =>
  (profiles.find(({ kind }) => kind === 'appliance') ?? profiles[0])?.id ?? '';

/** The sensor as it is typed now, for the guide by hand. `reading`: of the address; null: it is none yet. */
export const typedSensor = (
  form: SensorForm,
  reading: { readonly host: string; readonly port: number; readonly kind: SensorView['kind'] } | null,
): SensorView => ({
  address: form.address,
  host: reading?.host ?? '',
  port: reading?.port ?? 443,
  kind: reading?.kind ?? 'name',
  proxy: filled(form.proxy),
  name: filled(form.name),
  profile: { id: form.profile, name: '' },
  validation: form.validation,
  screen: form.screen,
  now: null,
  problem: null,
});

export type SensorField = 'address' | 'proxy' | 'name';

/** The field that an error of main's is about; null: it is about the whole. */
export function fieldOf(error: AppError, form: SensorForm): SensorField | null {
  switch (error.code) {
    case 'proxy-invalid':
      return 'proxy';
    case 'name-is-address':
      return 'name';
    case 'address-empty':
    case 'port-invalid':
      return 'address';
    case 'address-invalid':
      // The name is read by the same rules as the address.
      return form.name.trim() !== '' && error.facts.address === form.name.trim() ? 'name' : 'address';
    default:
      return null;
  }
}
