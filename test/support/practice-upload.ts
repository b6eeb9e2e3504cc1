// Uploads to the practice sensor as a browser does: signs in, sends the form, and reads the page that answers.
import { request } from 'node:https';

export type PracticeAddress = {
  port: number;
  /** PEM; with it the connection must verify (names aside). Without it any certificate will do. */
  ca?: string;
};
type File = string | Uint8Array;
export type PracticeUpload = {
  name?: string;
  passphrase?: string;
  key: File;
  crt: File;
  /** Null or left out: no file chosen, which a browser sends as an empty one. */
  chain?: File | null;
  /** The checkbox; as in the page it is on when left out. */
  validation?: boolean;
  /** Which of the two pages with the form. */
  path?: '/certificate' | '/settings/certificate';
};
/** `message` is the sentence on the page, `facts` what it tells of the certificate: subject and SHA-256. */
export type PracticeAnswer = { status: number; saved: boolean; message: string; facts: string[]; page: string };

type Sent = { method: string; path: string; headers?: Record<string, string>; body?: Uint8Array };
type Received = { status: number; cookie: string; body: string };

const send = ({ port, ca }: PracticeAddress, { method, path, headers = {}, body }: Sent): Promise<Received> =>
  new Promise((resolve, reject) => {
    const trust = ca === undefined ? { rejectUnauthorized: false } : { ca, checkServerIdentity: () => undefined };
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false, ...trust }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const [cookie = ''] = (response.headers['set-cookie'] ?? []).map((each) => each.split(';', 1)[0] ?? '');
        resolve({ status: response.statusCode ?? 0, cookie, body: Buffer.concat(parts).toString('utf8') });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, '')
    .replace(/&(lt|gt|quot|#39);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '')
    .replaceAll('&amp;', '&');

/** Signs in and sends a body of any kind to a page with the form. */
export const postToPractice = async (
  address: PracticeAddress,
  { path = '/certificate', type, body, headers }: { path?: string; type: string; body: Uint8Array; headers?: object },
): Promise<PracticeAnswer> => {
  const { cookie } = await send(address, { method: 'POST', path: '/' });
  const more = { Cookie: cookie, 'Content-Type': type, 'Content-Length': String(body.length), ...headers };
  const { status, body: page } = await send(address, { method: 'POST', path, headers: more, body });
  return {
    status,
    saved: page.includes('<div class="result" role="status">'),
    message: plain(/<p id="message">(.*?)<\/p>/.exec(page)?.[1] ?? ''),
    facts: [...page.matchAll(/<dd[^>]*>(.*?)<\/dd>/g)].map(([, value = '']) => plain(value)),
    page,
  };
};

/** Sends a form with these fields, encoded by the platform. */
export const postForm = async (address: PracticeAddress, form: FormData, path?: string): Promise<PracticeAnswer> => {
  const encoded = new Response(form);
  const body = new Uint8Array(await encoded.arrayBuffer());
  return postToPractice(address, { type: encoded.headers.get('content-type') ?? '', body, ...(path ? { path } : {}) });
};

export const uploadToPractice = (address: PracticeAddress, upload: PracticeUpload): Promise<PracticeAnswer> => {
  const { name = 'sensor', passphrase = '', key, crt, chain = null, validation = true, path } = upload;
  const form = new FormData();
  const add = (field: string, file: File | null, fileName: string) =>
    form.append(field, new Blob(file === null ? [] : [Buffer.from(file as Uint8Array)]), file === null ? '' : fileName);
  form.append('use', 'import');
  form.append('name', name);
  form.append('passphrase', passphrase);
  add('key', key, 'sensor.key');
  add('crt', crt, 'sensor.crt');
  add('chain', chain, 'chain.pem');
  if (validation) form.append('validation', 'yes');
  return postForm(address, form, path);
};
