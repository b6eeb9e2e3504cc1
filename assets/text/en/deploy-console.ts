// The clicks in the sensor's console, in its own words. First sign-in: "Activate and set up your sensor" (2022-06-06) and
// "Activate and set up an OT network sensor" (2023-05-17). Later: "Manage individual sensors" (2022-11-28).
import type { DeployJourney } from '../../../preload/contract/deploy-journey.ts';
import { urlOf } from '../facts.ts';
import type { GuideStep } from './guide.ts';

/** Until the form is there. */
function toTheForm({ sensor }: DeployJourney): GuideStep[] {
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

const form = (kit: DeployJourney['kit']): GuideStep[] => {
  const file = (what: 'key' | 'crt' | 'chain', usual: string) =>
    kit?.kit.files.find((each) => each.what === what)?.name ?? usual;
  return [
    { text: 'Select “Import trusted CA certificate (recommended)”.' },
    { text: 'Certificate Name: any name by which you know it again, such as the sensor’s name and the year.' },
    { text: 'Passphrase: that of the key. Leave it empty if the key has none.' },
    { text: `Private Key (KEY file): Upload, choose ${file('key', 'the .key file')}.` },
    { text: `Certificate (CRT file): Upload, choose ${file('crt', 'the .crt file')}.` },
    { text: `Certificate Chain (PEM file): Upload, choose ${file('chain', 'the .pem file')}.` },
  ];
};

export function consoleSteps(journey: DeployJourney): GuideStep[] {
  const { sensor, kit } = journey;
  return [
    ...toTheForm(journey),
    ...form(kit),
    {
      text: `“Enable certificate validation”: ${sensor?.validation === false ? 'off' : 'on'}, as in the first step of this journey.`,
    },
    {
      text:
        sensor?.screen === 'first-login'
          ? 'Select Save (“Finish” in 2022). Load the page again if it does not go on.'
          : 'Select Save. Load the page again if it still shows the old certificate.',
    },
    {
      text: 'If the console refuses, copy its sentence, and look it up in Certwright. Then look which certificate the sensor shows.',
    },
  ];
}
