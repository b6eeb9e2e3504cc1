// The clicks in the sensor's console, in its own words. First sign-in: "Activate and set up your sensor" (2022-06-06) and
// "Activate and set up an OT network sensor" (2023-05-17). Later: "Manage individual sensors" (2022-11-28). The form's
// fields are those of the appliance's profile; of an appliance of a site's own no more is known than that.
import type {
  ConsoleScreen,
  DeployJourney,
  DeployUploadView,
  FormField,
} from '../../../preload/contract/deploy-journey.ts';
import { hasConsole, isOtSensor, urlOf } from '../facts.ts';
import type { GuideStep } from './guide.ts';

/** What to do with a setting of a device. */
export const deviceTodo = ({ value }: FormField): string =>
  value === null ? 'Leave it empty.' : `The path of ${value} on the device.`;

/** What to do in a field of the form. `locked`: the kit's key; `validation`: as said for the pre-check. */
export function fieldTodo({ field, label, value }: FormField, locked: boolean, validation: boolean): string {
  const leaveEmpty = 'Leave it empty.';
  switch (field) {
    case 'key':
    case 'crt':
    case 'chain':
      return value === null ? leaveEmpty : `Choose ${value} from the kit’s folder.`;
    case 'passphrase':
      return locked
        ? 'Needed: the key is locked. Type the passphrase that you chose for the kit.'
        : 'Leave it empty: the key is not locked.';
    case 'option':
      return 'Select it.';
    case 'save':
      return `Select “${label}”. The page may need to be loaded again afterwards.`;
    case 'validation':
      return validation
        ? 'On (or “Required”, “Mandatory”), as you said for the pre-check.'
        : 'Off (or “None”), as you said for the pre-check.';
    case 'name':
      return value === null ? leaveEmpty : `Enter ${value}, or any other name by which you know it again.`;
  }
}

/** How to get to the form, for whoever has opened the console. */
export function wayToForm(journey: DeployJourney, { way }: Pick<DeployUploadView, 'way'>): string[] {
  const warns = 'The browser will warn (“Not secure”): the sensor still shows its old certificate. Go on to the page.';
  const path = way.join(' › ');
  if (!isOtSensor(journey)) {
    const signIn = 'Sign in as a user who may change the certificate.';
    return [warns, signIn, ...(path === '' ? [] : [`Go to: ${path}`])];
  }
  const toForm: Record<ConsoleScreen, string> = {
    'first-login': `Go through the wizard: network settings, then activation. The page after it is “${path}”.`,
    'system-settings': `Select ${path}.`,
  };
  return [
    warns,
    'Sign in as a user with the Admin role.',
    ...(path === '' ? [] : [toForm[journey.sensor?.screen ?? 'system-settings']]),
  ];
}

/** Until the form of the OT sensor is there, click by click. */
function clicks({ sensor }: DeployJourney): GuideStep[] {
  const url = sensor ? urlOf(sensor) : 'https://, followed by the sensor’s address,';
  const open = `Open ${url} in Edge or Chrome. It warns: the old certificate is still there. Select Advanced, then Continue.`;
  if (sensor?.screen !== 'first-login') {
    return [
      { text: open },
      { text: 'Sign in as an Admin user: admin, or support in versions before 23.2.' },
      { text: 'Select System settings, then Basic, then SSL/TLS Certificate.' },
    ];
  }
  return [
    { text: open },
    { text: 'Enter user name and password, then select Login (“Login/Next” in 2022).' },
    { text: 'Sensor network settings: confirm them. With another IP address you must sign in again there. Next.' },
    {
      text: 'Activation: Upload the activation file of this very sensor, approve the terms and conditions, then Activate. The SSL/TLS certificate page opens.',
    },
  ];
}

/** Before there is a kit: the OT sensor's form with no file named. */
const usualForm: readonly string[] = [
  'Select “Import trusted CA certificate (recommended)”.',
  'Certificate Name: any name by which you know it again, such as the sensor’s name and the year.',
  'Passphrase: that of the key. Leave it empty if the key has none.',
  'Private Key (KEY file): Upload, choose the .key file.',
  'Certificate (CRT file): Upload, choose the .crt file.',
  'Certificate Chain (PEM file): Upload, choose the .pem file.',
  '“Enable certificate validation”: as in the first step of this journey.',
  'Select Save (“Finish” in 2022). Load the page again if it does not go on.',
];

/** A device has no form: its files are copied. */
export const deviceSteps: readonly string[] = [
  'Copy the files of the kit to the device, readable only by those who need them.',
  'Name them in the device’s configuration, and apply it.',
  'Where the device is registered by its thumbprint, register it with that of the new certificate.',
];

export function consoleSteps(journey: DeployJourney): GuideStep[] {
  const { upload, kit, sensor } = journey;
  if (upload && !hasConsole(upload)) {
    const settings = upload.fields.map((field) => `${field.label}: ${deviceTodo(field)}`);
    return [...deviceSteps, ...settings].map((text) => ({ text }));
  }
  const way = isOtSensor(journey)
    ? clicks(journey)
    : wayToForm(journey, upload ?? { way: [] }).map((text) => ({ text }));
  const locked = kit?.kit.locked ?? false;
  const form = upload
    ? upload.fields.map((field) => `${field.label}: ${fieldTodo(field, locked, sensor?.validation ?? true)}`)
    : usualForm;
  return [
    ...way,
    ...form.map((text) => ({ text })),
    {
      text: 'If the console refuses, copy its sentence, and look it up in Certwright. Then look which certificate the sensor shows.',
    },
  ];
}
