// PEM in tests: the first block of a text with its headers, as the reader of files hands it over.

export type Pem = { label: string; headers: Record<string, string>; der: Uint8Array };

export const pemOf = (text: string): Pem => {
  const found = /-----BEGIN ([^-]+)-----\n((?:[\w-]+: .*\n)*)\n?([^-]+)-----END \1-----/.exec(text);
  if (found === null) throw new Error(`no PEM in ${text}`);
  const lines = (found[2] as string).split('\n').filter(Boolean);
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]));
  return { label: found[1] as string, headers, der: new Uint8Array(Buffer.from(found[3] as string, 'base64')) };
};
