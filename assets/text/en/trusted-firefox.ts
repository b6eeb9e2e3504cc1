// Firefox in words: whether it uses the certificates of this computer's stores, and how to switch that on. After
// Mozilla's documents of the setting (since version 120 on for Windows and macOS) and of the policy Certificates.
import type { Firefox } from '../../../preload/contract/trusted.ts';

type Platform = 'win32' | 'linux' | 'darwin';
export interface FirefoxStep {
  readonly text: string;
  /** To be copied. */
  readonly command?: string;
}

/** Does it use them? In one sentence. */
function answer({ found, uses, from, locked }: Firefox): string {
  if (!found) return 'No Firefox was found on this computer, so there is nothing to do for it.';
  switch (uses) {
    case 'yes':
      return from === 'policy'
        ? 'Yes: a policy of your organization lets Firefox use the certificates of this computer’s stores.'
        : 'Yes: Firefox uses the certificates of this computer’s stores.';
    case 'yes-by-default':
      return 'Yes. Nothing else is set, so this Firefox uses the certificates of this computer’s stores by itself.';
    case 'no':
      return locked
        ? 'No: a policy of your organization keeps Firefox from using them. Ask whoever manages that policy to change it.'
        : 'No. What this computer trusts does not count in Firefox.';
    case 'not-here':
      return 'No: on Linux, Firefox does not read the system’s store. Each certificate has to be added to Firefox itself.';
    case 'unknown':
      return 'Not known: its settings could not be read.';
  }
}

const checkbox: readonly FirefoxStep[] = [
  {
    text: 'In Firefox, open the settings for privacy and security. Copy this into its address bar:',
    command: 'about:preferences#privacy',
  },
  {
    text: 'Under Certificates, switch on “Allow Firefox to automatically trust third-party root certificates you install”.',
  },
  { text: 'Close Firefox and open it again, then open the sensor.' },
];

/** Firefox up to 119, and extended support releases of that time, have no such checkbox. */
const pref: readonly FirefoxStep[] = [
  { text: 'Open its configuration. Copy this into its address bar:', command: 'about:config' },
  { text: 'Search for this setting and set it to true:', command: 'security.enterprise_roots.enabled' },
];

const policies: Record<Platform, readonly FirefoxStep[]> = {
  win32: [
    {
      text: 'In a command window as an administrator, or by group policy (Firefox › Certificates › Import Enterprise Roots):',
      command:
        'reg add HKLM\\Software\\Policies\\Mozilla\\Firefox\\Certificates /v ImportEnterpriseRoots /t REG_DWORD /d 1 /f',
    },
  ],
  darwin: [
    {
      text: 'In Terminal, as an administrator:',
      command:
        'sudo defaults write /Library/Preferences/org.mozilla.firefox EnterprisePoliciesEnabled -bool TRUE\nsudo defaults write /Library/Preferences/org.mozilla.firefox Certificates__ImportEnterpriseRoots -bool TRUE',
    },
  ],
  linux: [
    {
      text: 'Put the certificate as PEM into /etc/firefox/policies/, and name it in policies.json there:',
      command: '{ "policies": { "Certificates": { "Install": ["/etc/firefox/policies/sensor-ca.pem"] } } }',
    },
    {
      text: 'Close Firefox and open it again. This page shows whether the policy was taken:',
      command: 'about:policies',
    },
  ],
};

const onLinux: readonly FirefoxStep[] = [
  {
    text: 'Save the CA’s certificate as a file (PEM): in the sensor’s journey, or from your PKI desk.',
  },
  {
    text: 'In Firefox, open the settings for privacy and security. Copy this into its address bar:',
    command: 'about:preferences#privacy',
  },
  {
    text: 'Under Certificates: View Certificates › Authorities › Import. Choose the file, and tick “Trust this CA to identify websites”.',
  },
];

export const firefox = {
  title: 'Does Firefox use this computer’s certificates?',
  answer,
  self: 'What is said here is about certificates of CAs. For one that a sensor made for itself, Firefox may still ask for an exception when you open the sensor.',
  how: 'How to switch it on, in Firefox',
  howLinux: 'How to add one to Firefox',
  policy: 'For everyone on this computer, by a policy',
  older: 'In Firefox 119 and earlier',
  steps: (platform: Platform): readonly FirefoxStep[] => (platform === 'linux' ? onLinux : checkbox),
  olderSteps: (platform: Platform): readonly FirefoxStep[] => (platform === 'linux' ? [] : pref),
  policySteps: (platform: Platform): readonly FirefoxStep[] => policies[platform],
  copyWhat: 'the text of this step',
};
