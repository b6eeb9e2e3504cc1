// Reads the property list that `security trust-settings-export` writes: which certificates macOS trusts, by SHA-1.
// Understands the elements that Apple writes there and no others; never follows a DTD or an entity.

type Plist = string | number | boolean | Plist[] | { [key: string]: Plist };

const element = /<(\/?)(dict|array|key|string|integer|data|date|true|false)\s*(\/?)>([^<]*)/g;

/** The plain content of an XML property list, or undefined where it is not one that we understand. */
export function parsePlist(xml: string): Plist | undefined {
  const tokens = [...xml.matchAll(element)].map(([, close, name = '', empty, text = '']) => ({
    open: close === '',
    name,
    empty: empty !== '',
    text,
  }));
  let at = 0;

  function read(): Plist | undefined {
    const token = tokens[at++];
    if (!token?.open) return undefined;
    if (token.name === 'true' || token.name === 'false') return leave(token, token.name === 'true');
    if (token.name === 'dict') {
      const dict: { [key: string]: Plist } = {};
      while (!token.empty && tokens[at]?.open) {
        const key = read();
        const value = read();
        if (typeof key !== 'string' || value === undefined) return undefined;
        dict[key] = value;
      }
      return leave(token, dict);
    }
    if (token.name === 'array') {
      const list: Plist[] = [];
      while (!token.empty && tokens[at]?.open) {
        const value = read();
        if (value === undefined) return undefined;
        list.push(value);
      }
      return leave(token, list);
    }
    return leave(token, token.name === 'integer' ? Number(token.text) : token.text.trim());
  }

  function leave<T>(token: { name: string; empty: boolean }, value: T): T | undefined {
    if (token.empty) return value;
    const end = tokens[at++];
    return end && !end.open && end.name === token.name ? value : undefined;
  }

  return read();
}

const isDict = (value: Plist | undefined): value is { [key: string]: Plist } =>
  typeof value === 'object' && !Array.isArray(value);

// SecTrustSettings.h: without a result a usage constraint means "trust root".
const trustRoot = 1;
const trustAsRoot = 2;

/** No constraints at all means trusted for everything; else one for TLS servers, or for every policy, must say so. */
function isTrusted(entry: { [key: string]: Plist }): boolean {
  const constraints = entry.trustSettings;
  if (!Array.isArray(constraints) || constraints.length === 0) return true;
  const forServers = constraints
    .filter(isDict)
    .filter(({ kSecTrustSettingsPolicyName: name }) => name === undefined || name === 'sslServer')
    .map(({ kSecTrustSettingsResult: result }) => result ?? trustRoot);
  return forServers.length > 0 && forServers.every((result) => result === trustRoot || result === trustAsRoot);
}

/** As `security add-trusted-cert -r trustRoot -p ssl -p basic` makes it, and nothing besides. */
function isPlain({ trustSettings }: { [key: string]: Plist }): boolean {
  if (!Array.isArray(trustSettings)) return false;
  const each = trustSettings.map((constraint) => {
    if (!isDict(constraint)) return '';
    const { kSecTrustSettingsPolicy: _, kSecTrustSettingsPolicyName: name, ...more } = constraint;
    const { kSecTrustSettingsResult: result = trustRoot, ...others } = more;
    return result === trustRoot && Object.keys(others).length === 0 ? name : '';
  });
  return each.sort().join(' ') === 'basicX509 sslServer';
}

/** SHA-1 thumbprints (upper-case hex) of what is trusted by itself for TLS servers. */
export const trustedSha1s = (xml: string): Set<string> => sha1sOf(xml, isTrusted);

/** Of those, the ones that are trusted just as we would trust them. */
export const plainSha1s = (xml: string): Set<string> => sha1sOf(xml, isPlain);

function sha1sOf(xml: string, isMeant: (entry: { [key: string]: Plist }) => boolean): Set<string> {
  const root = parsePlist(xml);
  const list = isDict(root) ? root.trustList : undefined;
  if (!isDict(list)) return new Set();
  const meant = Object.entries(list).filter(([, entry]) => isDict(entry) && isMeant(entry));
  return new Set(meant.map(([sha1]) => sha1.toUpperCase()));
}
