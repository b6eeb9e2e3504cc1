// Policies that decide beside the stores, in words: before an import that they would make useless, and on the page of
// trusted certificates.
import type { TrustNote } from '../../../preload/contract/trust-note.ts';

const browsers = { chrome: 'Chrome', edge: 'Edge' } as const;

/** What decides beside the stores: what it is, and what to do. */
export function trustNote(of: TrustNote): { title: string; text: string } {
  switch (of.kind) {
    case 'user-roots-off':
      return {
        title: 'A policy makes this computer ignore certificates that only a user trusts',
        text: 'Group policy (Certificate Path Validation Settings › Stores) does not let users trust roots of their own. What is in Current User does not count: put the certificate into Local Machine in the sensor’s journey, or ask whoever manages the policy.',
      };
    case 'browser-ignores-store':
      return {
        title: `A policy makes ${browsers[of.browser]} ignore this computer’s stores`,
        text: `The policy CAPlatformIntegrationEnabled is switched off, so ${browsers[of.browser]} trusts nothing that was added to Windows and warns about the sensors. Ask whoever manages the policy to switch it on, or to hand out the CA with the policy CACertificates.`,
      };
    case 'disallowed':
      return {
        title: 'This computer is told to distrust it',
        text: 'It is also in the list of untrusted certificates, and that counts more than any store. Ask whoever put it there, often a policy, before you take it out.',
      };
    case 'pushed':
      return {
        title: 'It also comes by group policy',
        text: 'If you remove it here, the one from the policy stays and is still trusted. Only whoever manages the policy can take that out.',
      };
  }
}
