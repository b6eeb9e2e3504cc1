// The words for every expected failure: what happened, why, and what to do next. Facts in, sentences out.
// They are read in the window and in the terminal alike, so they never speak of buttons or of commands.
import type { ErrorCode, ErrorFacts } from '../../../preload/contract/errors.ts';
import type { Role } from '../../../preload/contract/item.ts';
import * as reasons from './error-reasons.ts';
import { fileErrors } from './errors-files.ts';
import { hostsErrors } from './errors-hosts.ts';
import { requestErrors } from './errors-requests.ts';
import { count } from './format.ts';
import { roles, stepTitle } from './vocabulary.ts';

export interface Explanation {
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

const at = (facts: { host: string; port: number }): string => `${facts.host}, port ${facts.port}`;

export const errors: { readonly [C in ErrorCode]: (facts: ErrorFacts[C]) => Explanation } = {
  'bad-request': ({ where, problem }) => ({
    what: 'The app refused a request from its own window.',
    why: `${where}: ${problem}`,
    todo: 'This is a mistake in Certwright. Try again; if it comes back, report it with the details.',
  }),
  'forbidden-sender': () => ({
    what: 'The app refused a request.',
    why: 'It did not come from the main page of the Certwright window.',
    todo: 'Restart Certwright. If it comes back, report it with the details.',
  }),
  internal: ({ reference }) => ({
    what: 'Something went wrong inside Certwright.',
    why: `This is a mistake in the program, not in what you did. Its reference is ${reference}.`,
    todo: 'Try again. If it comes back, report it with the details.',
  }),
  cancelled: () => ({
    what: 'Cancelled.',
    why: 'You stopped it before it was finished.',
    todo: 'Start it again whenever you like.',
  }),

  'address-empty': () => ({
    what: 'There is no address yet.',
    why: 'Without an address there is nothing to connect to.',
    todo: 'Type the name or the IP address that you use for the sensor in the browser.',
  }),
  'address-invalid': ({ address, reason }) => ({
    what: `“${address}” is not an address that can be used.`,
    ...reasons.addressReasons[reason],
  }),
  'name-is-address': ({ name }) => ({
    what: `“${name}” is an address, not a name.`,
    why: 'The name is what people type in the browser in place of the address.',
    todo: 'Type the sensor’s name, or leave the field empty if people open it by its address alone.',
  }),
  'profile-missing': ({ profile }) => ({
    what: `The rules of “${profile}” are not here.`,
    why: 'Their file was taken out of the folder for your own profiles, or it can no longer be read.',
    todo: 'Put the file back, or choose another appliance in the first step.',
  }),
  'port-invalid': ({ port }) => ({
    what: `“${port}” is not a port.`,
    why: 'A port is a whole number from 1 to 65535.',
    todo: 'Leave it out to use 443, the usual port for https.',
  }),
  'proxy-invalid': ({ proxy, reason }) => ({
    what: `“${proxy}” is not a proxy that can be used.`,
    why: reasons.proxyReasons[reason],
    todo: 'Type it like proxy.contoso.com:8080, or leave the field empty to connect directly.',
  }),
  'fingerprint-invalid': ({ length, reason }) => {
    const what = 'This is not a fingerprint.';
    const todo = 'Copy the whole SHA-256 (or SHA-1) fingerprint. Blanks, colons and labels may stay in.';
    if (reason === 'empty') return { what: 'There is no fingerprint to compare.', why: 'The field is empty.', todo };
    if (reason === 'characters') {
      return { what, why: 'It contains characters other than the hexadecimal digits 0–9 and A–F.', todo };
    }
    return {
      what,
      why: `It has ${count(length, 'digit', 'digits')}. A SHA-256 fingerprint has 64, a SHA-1 fingerprint has 40.`,
      todo,
    };
  },

  'host-not-found': ({ host }) => ({
    what: `The name “${host}” was not found.`,
    why: 'Neither DNS nor the hosts file of this computer knows an IP address for it.',
    todo: 'Check the spelling, or use the IP address of the sensor. The name can be taught to this computer later.',
  }),
  'resolver-failed': ({ host, detail }) => ({
    what: `The name “${host}” could not be looked up.`,
    why: `${reasons.resolverReason(detail)} This does not mean that the name does not exist.`,
    todo: 'Check the network connection and the DNS settings and try again, or use the IP address of the sensor.',
  }),
  unreachable: (facts) => ({
    what: `${at(facts)} cannot be reached.`,
    why: 'This computer has no route to that address, or a device on the way refused to pass the connection on.',
    todo: 'Check the IP address, the network cable or VPN, and whether this computer may reach the sensor’s network.',
  }),
  refused: (facts) => ({
    what: `${at(facts)} refused the connection.`,
    why: 'Something answers at that address, but no service listens on that port.',
    todo: 'Check the port (a sensor’s console uses 443) and whether the sensor has finished starting.',
  }),
  'timed-out': (facts) => ({
    what: `${at(facts)} did not answer within ${count(facts.seconds, 'second', 'seconds')}.`,
    why: reasons.stages[facts.stage],
    todo: 'Check the address, the firewall between this computer and the sensor, and whether the sensor is on. Then try again.',
  }),
  'connection-closed': (facts) => ({
    what: `${at(facts)} closed the connection.`,
    why: 'It hung up before it had shown a certificate. A firewall or an overloaded service can do this too.',
    todo: 'Try again. If it stays like this, check that this port really belongs to the sensor’s web console.',
  }),
  'not-tls': (facts) => ({
    what: `${at(facts)} does not speak https.`,
    why: reasons.services[facts.looksLike],
    todo: 'Check the port. A sensor’s console uses 443 for https.',
  }),
  'tls-too-old': (facts) => ({
    what: `${at(facts)} offers only an outdated kind of encryption.`,
    why: `It speaks ${facts.version}, which current browsers refuse as unsafe.`,
    todo: 'Update the sensor’s software. Until then Edge and Chrome will not open its console.',
  }),
  'tls-failed': (facts) => ({
    what: `No encrypted connection to ${at(facts)} could be agreed.`,
    why: `The TLS handshake failed: ${facts.detail}`,
    todo: 'If the sensor asks for a client certificate or uses unusual settings, ask whoever set it up. Copy the details for them.',
  }),
  'proxy-unreachable': ({ proxy }) => ({
    what: `The proxy ${proxy} cannot be reached.`,
    why: 'It did not accept a connection.',
    todo: 'Check its name and port, or leave the proxy field empty to connect directly.',
  }),
  'proxy-refused': ({ proxy, status }) => ({
    what: `The proxy ${proxy} did not let the connection through.`,
    why:
      status === 407
        ? 'It asks for a user name and password (status 407), which Certwright does not send.'
        : `It answered with status ${status}.`,
    todo: 'Ask for this connection to be allowed, or connect directly from a computer that can reach the sensor.',
  }),
  'port-in-use': ({ port }) => ({
    what: `Port ${port} on this computer is already taken.`,
    why: 'Another program listens there.',
    todo: 'Close that program, or try again: another port will be chosen.',
  }),

  ...fileErrors,
  ...requestErrors,

  'store-missing': ({ store, tool }) => ({
    what: `${store} cannot be used on this computer yet.`,
    why: `A part of it is missing: ${tool}.`,
    todo: 'Install it and try again, or choose the other store.',
  }),
  'store-failed': ({ store, detail }) => ({
    what: `${store} did not do what was asked.`,
    why: detail,
    todo: 'If your organization manages this store by policy, ask your administrator. Otherwise try the other store.',
  }),
  'store-refuses-role': ({ store, role }) => ({
    what: `This certificate does not belong in ${store}.`,
    why: `It is ${roles[role as Role] ?? role}. In the wrong store it would have no effect, or more effect than you want.`,
    todo: 'Let Certwright choose the place, or add the certificate of the issuing CA instead.',
  }),
  'not-trusted-yet': ({ sha256 }) => ({
    what: 'The certificate is not in the store.',
    why: `The store was read back, and nothing with the SHA-256 fingerprint ${sha256} is in it.`,
    todo: 'Import it first. If you have just done so by hand, check that you chose the right store.',
  }),
  'still-there': ({ store, sha256 }) => ({
    what: `The certificate is still in ${store}.`,
    why: `After it was removed, the store was read back and still has the SHA-256 fingerprint ${sha256}. A policy may put it back, or another store passes it on.`,
    todo: 'Remove it by hand, or ask whoever manages the certificates of this computer.',
  }),
  'kept-by-system': ({ store, sha256 }) => ({
    what: `The certificate was left in ${store}.`,
    why: `The one with the SHA-256 fingerprint ${sha256} belongs to the system’s own package of root certificates, not to Certwright and not to a policy. What is taken out by hand comes back with that package.`,
    todo: 'If it must go, an administrator deselects it in the settings of the package (Debian and Ubuntu: dpkg-reconfigure ca-certificates; Fedora and Red Hat: a copy in /etc/pki/ca-trust/source/blocklist, then update-ca-trust).',
  }),
  'trust-plan-incomplete': ({ missing, wanted }) => ({
    what: missing === 'root' ? 'A certificate of the CA is missing.' : 'An intermediate certificate is missing.',
    why: `The sensor did not send the certificate of ${wanted}, and trust cannot be built without it.`,
    todo: 'Get it from your PKI desk as a file and add it here. If it is an intermediate, add the root too.',
  }),
  'not-compared': () => ({
    what: 'The certificate has not been compared yet.',
    why: 'It came over a connection that nobody had verified. It could be someone else’s.',
    todo: 'Compare its fingerprint first, or say plainly that you accept the risk.',
  }),

  ...hostsErrors,

  'rights-missing': ({ target }) => ({
    what: `You may not change ${target}.`,
    why: 'That needs administrator rights.',
    todo: 'Confirm when you are asked for them, choose a store of your own user, or ask an administrator to do this step by hand.',
  }),
  'elevation-unavailable': ({ tried }) => ({
    what: 'Administrator rights cannot be asked for on this computer.',
    why:
      tried === 'AppImage'
        ? 'Certwright runs from an AppImage that other users could change, or that cannot be found, so it does not start it with rights.'
        : reasons.triedReason(tried),
    todo: 'Nothing was changed. Save the script that is shown with what will be done, and let someone who has the rights run it, or do this step by hand.',
  }),
  'elevation-cancelled': () => ({
    what: 'Not done: administrator rights were not given.',
    why: 'The request for them was declined or closed.',
    todo: 'Nothing was changed. Try again; or save the script that is shown with what will be done, for someone who has the rights; or do this step by hand.',
  }),
  'child-failed': ({ detail }) => ({
    what: 'The part of Certwright that runs with administrator rights failed.',
    ...reasons.childReason(detail),
  }),

  'no-such-journey': ({ id }) => ({
    what: 'This journey no longer exists.',
    why: `No record of it was found (${id}). It may have been forgotten in another window.`,
    todo: 'Go to the home page and start a new one.',
  }),
  'not-yet': ({ step, needs }) => ({
    what: `“${stepTitle(step)}” cannot be done yet.`,
    why: `It needs what “${stepTitle(needs)}” finds out.`,
    todo: `Do “${stepTitle(needs)}” first.`,
  }),
  'nothing-to-undo': () => ({
    what: 'There is nothing to undo.',
    why: 'This journey has changed nothing on this computer, or everything was taken back already.',
    todo: 'Nothing needs to be done.',
  }),
  'undo-conflict': ({ target }) => ({
    what: `${target} was left as it is.`,
    why: 'It was changed by someone else since, so taking our change back could destroy theirs.',
    todo: 'Look at it. In Activity you can take our change back all the same, or let theirs stand.',
  }),
  'verdict-unavailable': ({ detail }) => ({
    what: 'The browser engine gave no verdict.',
    why: detail,
    todo: 'Try again. Without a verdict this is “not checked”, not “good”.',
  }),
  'store-data-damaged': ({ file, detail }) => reasons.damagedRecord(file, detail),
};
