// What the messages of the sensor's console mean.
import type { MessageWords } from './words.ts';

export const consoleWords: Readonly<Record<string, MessageWords>> = {
  'passphrase-mismatch': {
    cause:
      'The passphrase that was typed does not open the private key in the KEY file. Usually the key was locked with another one, or with characters that the console does not take. A passphrase typed for a key that is not locked may give the same answer.',
    recommendation:
      'Try the passphrase on the KEY file first. If it does not open it, find the right one, or lock the key again with letters, digits and the symbols that the console allows.',
  },
  'chain-of-trust': {
    cause:
      'The certificates in the PEM file do not lead from the certificate in the CRT file to a root. Usually an intermediate CA is missing, the order is wrong, the sensor’s own certificate is in the PEM file, or the file comes from another CA.',
    recommendation: 'Upload a PEM file with the CA that issued the certificate first, the root last, and nothing else.',
  },
  'certificate-expired': {
    cause:
      'By the sensor’s clock the certificate, or a CA in its chain, is past its end. A sensor with a wrong clock says the same of a good certificate, and perhaps also of one that is not valid yet.',
    recommendation: 'Compare the dates with the sensor’s clock. If the clock is right, get a new certificate.',
  },
  'certificate-revoked': {
    cause:
      'The CA’s revocation list names this certificate. It was withdrawn, often because it was replaced or its key was lost.',
    recommendation:
      'Ask the CA why it was revoked, and request a new certificate with a new key. Switching validation off would only hide it.',
  },
  'crl-not-reachable': {
    cause:
      'With validation on, the sensor itself has to fetch the revocation list whose address is in the certificate. It could not: a firewall, DNS, a missing proxy, an air gap, or an address that is not plain http. That your own computer reaches it proves nothing about the sensor.',
    recommendation:
      'Open the way from the sensor’s network to that address (usually port 80, directly or through the proxy). Where that cannot be, switch validation off; the documents then want a certificate without that address.',
  },
  'validation-failed': {
    cause:
      'A general answer: the sensor could not validate the certificate and does not say why. What its other messages name (passphrase, chain, dates, revocation, the list’s address) is the first suspicion.',
    recommendation:
      'Check the files against the sensor’s rules. If they pass, keep its logs and ask Microsoft Support.',
  },
  'chain-download': {
    cause:
      'Known from documents of 2021, which do not explain it. It seems that the sensor tried to fetch missing CA certificates over the network.',
    recommendation: 'Upload the whole chain in the PEM file, so that nothing has to be fetched.',
  },
  'certificate-download': {
    cause:
      'Known from documents of 2021, which do not explain it. It seems that the sensor could not take over the certificate that it was given.',
    recommendation: 'Check that the CRT file holds exactly one certificate, and upload the set again.',
  },
  'bell-certificate': {
    cause:
      'The certificate that the sensor serves is past its end, or near it. No document says how many days before the message appears.',
    recommendation:
      'Look at the dates of the certificate that the sensor serves, and replace it before browsers and the management console refuse it.',
  },
  'bell-activation': {
    cause:
      'This is about the activation file from the Azure portal, not about a certificate. A file can be uploaded for 14 days after it was made; older texts also know an expiry for locally managed sensors.',
    recommendation: 'Download a new activation file for this very sensor in the portal, and upload it unchanged.',
  },
  'bell-traffic': {
    cause: 'The sensor’s monitoring ports see nothing. This has nothing to do with certificates.',
    recommendation: 'Check the cable and the mirror (SPAN) port of the switch.',
  },
  'health-ssl': {
    cause:
      'The sensor reached a cloud address, but the certificate shown to it there is not one that it trusts. Almost always a firewall or proxy opens TLS connections and shows its own certificate.',
    recommendation: 'Let the sensor’s connections to Azure pass the firewall or proxy without TLS inspection.',
  },
  'health-dns': {
    cause: 'The sensor could not turn the name of a cloud address into an IP address.',
    recommendation: 'Correct the DNS server in the sensor’s network settings, or let its queries pass the firewall.',
  },
  'health-general': {
    cause: 'The sensor found no way to a cloud address. Usually a firewall is between, or the proxy is not set.',
    recommendation: 'Allow the sensor’s outbound connections to the endpoints that the portal lists for it.',
  },
  'health-proxy': {
    cause: 'The proxy wants a user name and a password, and the sensor has none or wrong ones.',
    recommendation: 'Enter the proxy’s user name and password in the sensor’s system settings.',
  },
  'health-disconnected': {
    cause: 'The portal has not heard from the sensor, or the sensor lost its connection to Azure.',
    recommendation: 'Sign in to the sensor and look at its system messages: they name the endpoint and the reason.',
  },
  'health-traffic': {
    cause: 'No monitored interface sees any packets. This has nothing to do with certificates.',
    recommendation: 'Check that the monitoring ports are connected to an active SPAN port of the switch.',
  },
  'pending-activation': {
    cause: 'No error: the sensor is known to the portal but has not reported yet.',
    recommendation:
      'Upload the activation file on the sensor. If that was done, check that the sensor can reach Azure.',
  },
  'pending-reactivation': {
    cause: 'No error: the portal waits for the sensor to be activated again with a new file.',
    recommendation: 'Upload the new activation file. If that was done, check that the sensor can reach Azure.',
  },
};
