// A stand-in for macOS's `security`, made after its manual page and Apple's published sources, not recorded on a Mac:
// it shows that our side keeps the contract if the tool behaves as documented, and no more.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { toPem } from '../../../main/pki/files/write.ts';
import type { RunTool } from '../../../main/trust/tool.ts';

export type MacOs = {
  run: RunTool;
  /** Every command line, without file names of temporary folders. */
  calls: string[][];
  keychain: Uint8Array[];
  /** SHA-1 to the result that the trust settings have for TLS servers. */
  trust: Map<string, number>;
  /** The person declines the next question for a password. */
  declineNext: boolean;
};

const sha1Of = (der: Uint8Array): string => createHash('sha1').update(der).digest('hex').toUpperCase();
const done = (exit: number | string, stdout = '') => ({ exit, stdout: Buffer.from(stdout), stderr: 'localized words' });

const entryOf = (sha1: string, result: number): string => `
		<key>${sha1}</key>
		<dict>
			<key>issuerName</key>
			<data>
			MEAxEzARBgoJkiaJk/IsZAEZFgNjb20=
			</data>
			<key>modDate</key>
			<date>2026-11-22T10:00:00Z</date>
			<key>serialNumber</key>
			<data>
			TQ==
			</data>
			<key>trustSettings</key>
			<array>
				<dict>
					<key>kSecTrustSettingsPolicy</key>
					<data>
					KoZIhvdjZAED
					</data>
					<key>kSecTrustSettingsPolicyName</key>
					<string>sslServer</string>
					<key>kSecTrustSettingsResult</key>
					<integer>${result}</integer>
				</dict>
				<dict>
					<key>kSecTrustSettingsPolicy</key>
					<data>
					KoZIhvdjZAEC
					</data>
					<key>kSecTrustSettingsPolicyName</key>
					<string>basicX509</string>
					<key>kSecTrustSettingsResult</key>
					<integer>${result}</integer>
				</dict>
			</array>
		</dict>`;

export const plistOf = (trust: Map<string, number>): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>trustList</key>
	<dict>${[...trust].map(([sha1, result]) => entryOf(sha1, result)).join('')}
	</dict>
	<key>trustVersion</key>
	<integer>1</integer>
</dict>
</plist>
`;

export function standIn(): MacOs {
  const mac: MacOs = { run: async () => done('ENOENT'), calls: [], keychain: [], trust: new Map(), declineNext: false };
  const put = (der: Uint8Array): void => {
    if (!mac.keychain.some((each) => sha1Of(each) === sha1Of(der))) mac.keychain.push(der);
  };
  const declined = (): boolean => {
    const answer = mac.declineNext;
    mac.declineNext = false;
    return answer;
  };
  const commands: Record<string, (file: string, args: readonly string[]) => ReturnType<typeof done>> = {
    'find-certificate': () => (mac.keychain.length === 0 ? done(44) : done(0, mac.keychain.map(toPem).join(''))),
    'trust-settings-export': (file) => {
      if (mac.trust.size === 0) return done(1);
      writeFileSync(file, plistOf(mac.trust));
      return done(0);
    },
    'add-certificates': (file) => {
      put(readFileSync(file));
      return done(0);
    },
    'add-trusted-cert': (file) => {
      const der = readFileSync(file);
      put(der);
      if (declined()) return done(1);
      mac.trust.set(sha1Of(der), 1);
      return done(0);
    },
    'remove-trusted-cert': (file) => {
      if (declined() || !mac.trust.delete(sha1Of(readFileSync(file)))) return done(1);
      return done(0);
    },
    'delete-certificate': (_keychain, args) => {
      const index = mac.keychain.findIndex((der) => sha1Of(der) === args[args.indexOf('-Z') + 1]);
      if (index === -1) return done(1);
      mac.keychain.splice(index, 1);
      return done(0);
    },
  };
  mac.run = async (tool, args) => {
    const [command = '', ...rest] = args;
    mac.calls.push([tool, ...args.filter((arg) => !/\.(cer|plist)$/.test(arg))]);
    return commands[command]?.(rest.at(-1) ?? '', rest) ?? done(2);
  };
  return mac;
}
