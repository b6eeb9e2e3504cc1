// What the messages of Chrome and Edge mean.
import type { MessageWords } from './words.ts';

export const browserWords: Readonly<Record<string, MessageWords>> = {
  'err-cert-common-name-invalid': {
    cause:
      'The name or IP address in the address bar is not among the names of the certificate. Browsers read only the list of names (SAN); the common name has not counted since Chrome 58. An IP address needs an entry of its own.',
    recommendation:
      'Open the sensor by a name that the list holds; a line in the hosts file can lead that name to it. If the list lacks every usable name, no hosts line helps: get a certificate with the name in it.',
  },
  'err-cert-authority-invalid': {
    cause:
      'The certificate is self-signed or comes from a CA that this computer does not trust, or the server left out an intermediate CA. On a computer that has never seen the sensor this is the first error; one about the name or the dates may be behind it.',
    recommendation:
      'Compare the fingerprint with the sensor’s own, then trust the issuing root CA (or the self-signed certificate) on this computer.',
  },
  'err-cert-date-invalid': {
    cause:
      'By the clock of this computer the certificate is not valid yet, or not any more. A wrong clock here shows the same error for good sites too.',
    recommendation: 'Check the date of this computer. If it is right, replace the certificate on the sensor.',
  },
  'err-cert-contains-errors': {
    cause: 'The certificate itself is damaged or breaks the rules of its format.',
    recommendation: 'Have a new certificate issued, and check it before it goes onto the sensor.',
  },
  'err-cert-no-revocation-mechanism': {
    cause:
      'The certificate does not say where its revocation list is. Browsers only mind where a policy asks for revocation checks.',
    recommendation:
      'Leave out the policy that requires checks for this CA, or have the certificate issued with the address of a list.',
  },
  'err-cert-unable-to-check-revocation': {
    cause:
      'A policy asks for a revocation check, and the list could not be had or not be used. For a private CA it has to be reachable, in DER form and signed by the issuer of the certificate.',
    recommendation: 'Fetch the list from its address and check it: reachable, not out of date, from the right CA.',
  },
  'err-cert-revoked': {
    cause: 'The CA has withdrawn this certificate.',
    recommendation: 'Ask the CA why, and request a new certificate with a new key.',
  },
  'err-cert-invalid': {
    cause:
      'The certificate cannot be used for a reason that has no message of its own, for example a CA certificate with wrong extensions, a malformed date or an unknown critical extension. Browsers offer no way past it.',
    recommendation: 'Test the certificate and its chain: the test names the rule that is broken.',
  },
  'err-cert-weak-signature-algorithm': {
    cause: 'The certificate, or a CA between it and its root, is signed with SHA-1 or an even older hash.',
    recommendation: 'Request a new certificate that is signed with SHA-256.',
  },
  'err-cert-non-unique-name': {
    cause: 'A public CA issued the certificate for a name that is not unique in the world, such as a short host name.',
    recommendation: 'Use a full domain name, or a certificate of your own CA.',
  },
  'err-cert-weak-key': {
    cause: 'The key is too short, for example RSA with 1024 bits.',
    recommendation: 'Request a new certificate for a new key: RSA with 2048 bits or more.',
  },
  'err-cert-name-constraint-violation': {
    cause:
      'A CA in the chain may issue only for certain names, and a name or address in the certificate is not one of them.',
    recommendation:
      'Ask the CA which names it may issue for, and request a certificate with those, or from another CA.',
  },
  'err-cert-validity-too-long': {
    cause:
      'The certificate comes from a public CA and is valid longer than public certificates may be: 398 days if issued since September 2020. Certificates of a private CA are not measured by that.',
    recommendation: 'Request a certificate with a shorter validity.',
  },
  'err-certificate-transparency-required': {
    cause:
      'The certificate comes from a public CA and was not entered in the public logs. Certificates of a private CA are not measured by that.',
    recommendation: 'Request a new certificate; a public CA enters it in the logs by itself.',
  },
  'err-cert-self-signed-local-network': {
    cause:
      'The sensor shows a self-signed certificate and was opened by a private IP address or a .local name. Newer versions of Chrome use this code instead of AUTHORITY_INVALID then.',
    recommendation:
      'Compare the fingerprint with the sensor’s own, then trust that certificate here, or put a CA-signed certificate on the sensor.',
  },
  'err-ssl-key-usage-incompatible': {
    cause:
      'The key usage in the certificate does not allow what the connection needs. Typical are self-signed certificates that lack digital signature or, for an old RSA key exchange, key encipherment.',
    recommendation: 'Request a certificate with the key usages digital signature and key encipherment.',
  },
  'err-ssl-server-cert-bad-format': {
    cause: 'The server sent something that cannot be read as a certificate.',
    recommendation: 'Look at what the server sends, and put a newly issued certificate on it.',
  },
  'err-ssl-version-or-cipher-mismatch': {
    cause:
      'Browser and server have no TLS version or cipher in common. Old firmware offers only TLS 1.0 or 1.1, which browsers have dropped. The certificate is not the reason.',
    recommendation: 'Update the firmware, or switch TLS 1.2 on at the server.',
  },
  'err-ssl-protocol-error': {
    cause:
      'The answer was not proper TLS. Often the port speaks plain HTTP, or a device in between breaks the connection.',
    recommendation: 'Check the port, and look at what answers there.',
  },
  'err-bad-ssl-client-auth-cert': {
    cause:
      'The server asked for a certificate of the user, and the browser had none that it accepts. The sensor’s own certificate is not the reason.',
    recommendation: 'Install the user’s certificate with its key, or switch the request for it off at the server.',
  },
  'err-connection-refused': {
    cause: 'The address answers, but nothing listens on that port. TLS was not even begun.',
    recommendation: 'Check the address and the port, and whether the sensor’s console is running.',
  },
  'err-connection-timed-out': {
    cause: 'Nothing came back from that address: it is wrong, switched off, or a firewall swallows the packets.',
    recommendation: 'Check the address and that port 443 is open on the way to it.',
  },
  'err-connection-reset': {
    cause: 'The other side, or a device in between, broke the connection off.',
    recommendation: 'Try it without the proxy or firewall in between, or look at what they log.',
  },
  'err-name-not-resolved': {
    cause: 'No DNS server and no hosts line of this computer knows the name.',
    recommendation: 'Enter the name in DNS, or add a line for it to the hosts file.',
  },
  'err-tunnel-connection-failed': {
    cause:
      'The proxy did not build the connection to the sensor. Proxies often refuse internal addresses or unusual ports.',
    recommendation: 'Exempt the sensor from the proxy, or allow its address there.',
  },
  'connection-not-private': {
    cause: 'The heading of every certificate warning in Edge and Chrome. By itself it does not say what is wrong.',
    recommendation: 'Look for the code on that page; it begins with NET::ERR_CERT. That one says what is wrong.',
  },
  'connection-not-secure': {
    cause:
      'The browser’s way to say that the certificate was not accepted, or that there is none. By itself it does not say what is wrong.',
    recommendation:
      'Open the warning page, or the details beside the address, and look for the code that begins with NET::ERR_CERT.',
  },
  'clock-behind': {
    cause:
      'The browser is sure that the clock of this computer is slow, so it cannot tell whether certificates are valid.',
    recommendation: 'Set the date and time of this computer, or its time server.',
  },
  'clock-ahead': {
    cause:
      'The browser is sure that the clock of this computer is fast, so it cannot tell whether certificates are valid.',
    recommendation: 'Set the date and time of this computer, or its time server.',
  },
};
