// What the elevated child and the one who started it say to each other over a local socket or pipe: "I have read it",
// "go", "this is what became of it". Each word carries the request's nonce. Lengths are bounded, one connection is
// taken, and anything unexpected ends the talk.
import { randomBytes } from 'node:crypto';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { errorSchema } from '../../preload/contract/errors.ts';
import { operationLimit } from './operations.ts';

/** Bytes that either side reads at most. */
const talkLimit = 64 * 1024;
/** Bytes of a socket's path, the end mark left out: sun_path of macOS, the shortest (sys/un.h). Linux has four more. */
const socketPathLimit = 103;

const nonce = z.string().regex(/^[0-9a-f]{32}$/);
const readySchema = z.strictObject({ say: z.literal('ready'), nonce });
const goSchema = z.strictObject({ say: z.literal('go'), nonce });
const answerSchema = z.strictObject({
  say: z.literal('answer'),
  nonce,
  /** For each operation that was carried out, in order, whether anything had to be changed. */
  changed: z.array(z.boolean()).max(operationLimit),
  /** Why it stopped before the end, if it did. */
  error: errorSchema.nullable(),
});
export type Answer = Omit<z.infer<typeof answerSchema>, 'say' | 'nonce'>;

async function* linesOf(socket: Socket): AsyncGenerator<string, null> {
  let text = '';
  let total = 0;
  for await (const chunk of socket) {
    total += (chunk as Buffer).length;
    if (total > talkLimit) return null;
    text += (chunk as Buffer).toString('latin1');
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n')) {
      yield Buffer.from(text.slice(0, end), 'latin1').toString('utf8');
      text = text.slice(end + 1);
    }
  }
  return null;
}

type Lines = AsyncGenerator<string, null>;

/** The next word if it is of the form that is due and knows the nonce, else null. Never throws. */
async function hear<T extends { nonce: string }>(lines: Lines, schema: z.ZodType<T>, known: string): Promise<T | null> {
  try {
    const { value } = await lines.next();
    const said = value === null ? null : schema.safeParse(JSON.parse(value));
    return said?.success && said.data.nonce === known ? said.data : null;
  } catch {
    return null;
  }
}

const say = (socket: Socket, word: object): void => void socket.write(`${JSON.stringify(word)}\n`);

export type AnswerEnd = {
  /** What the child is given: a socket's path or a pipe's name. */
  endpoint: string;
  /** Resolves when the one conversation is over: null where it did not end with an answer. */
  answer: Promise<Answer | null>;
  /** Was there anybody? Once there was, `answer` resolves when they go. */
  taken(): boolean;
  close(): void;
};

/**
 * Opens the endpoint and holds the one conversation. `onReady` runs between the child's "ready" and our "go"; if it
 * throws or says false, the child is never told to go. Throws where it cannot listen.
 * @param folder of this run, closed to others
 */
export async function openAnswerEnd(
  folder: string,
  nonce: string,
  onReady: () => Promise<boolean>,
): Promise<AnswerEnd> {
  const isWindows = process.platform === 'win32';
  const endpoint = isWindows ? `\\\\.\\pipe\\certwright-${randomBytes(16).toString('hex')}` : join(folder, 'answer');
  if (!isWindows && Buffer.byteLength(endpoint) > socketPathLimit) {
    // Node 20 would cut it off, and so listen outside of the closed folder.
    throw Object.assign(new Error(`${endpoint} is too long for a socket`), { code: 'ENAMETOOLONG' });
  }
  const server = createServer();
  let socket: Socket | null = null;

  const converse = async (with_: Socket): Promise<Answer | null> => {
    const lines = linesOf(with_);
    try {
      if (!(await hear(lines, readySchema, nonce)) || !(await onReady())) return null;
      say(with_, { say: 'go', nonce });
      const answer = await hear(lines, answerSchema, nonce);
      return answer && { changed: answer.changed, error: answer.error };
    } finally {
      with_.destroy();
    }
  };
  const answer = new Promise<Answer | null>((resolve, reject) => {
    server.on('connection', (connection) => {
      connection.on('error', () => connection.destroy());
      if (socket) return connection.destroy();
      socket = connection;
      server.close();
      converse(connection).then(resolve, reject);
    });
    server.once('close', () => socket ?? resolve(null));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path: endpoint, exclusive: true }, resolve);
  });
  return {
    endpoint,
    answer,
    taken: () => socket !== null,
    close: () => {
      server.close();
      socket?.destroy();
    },
  };
}

/** The child's end. `go` resolves to false where the other side does not know the nonce, is gone, or says nothing. */
export type Caller = {
  go(nonce: string): Promise<boolean>;
  /** After `go`: has the other side not hung up? It does when it ends, however it ends, and when it gives up waiting. */
  isThere(): Promise<boolean>;
  answer(nonce: string, answer: Answer): Promise<void>;
  hangUp(): void;
};

/** Milliseconds for the word to go: whoever waits gives it at once, and nobody shall keep a process with rights waiting. */
const goTimeout = 30_000;

/** Connects to whoever waits for the answer; throws where nobody does. */
export async function callBack(endpoint: string, timeout = goTimeout): Promise<Caller> {
  const socket = createConnection({ path: endpoint });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  // Whoever waits may go at any moment: that is noticed by reading, and must not end this process half-way.
  socket.on('error', () => socket.destroy());
  const lines = linesOf(socket);
  let isGone = false;
  const hangUpHeard = () => {
    isGone = true;
  };
  return {
    go: async (nonce) => {
      say(socket, { say: 'ready', nonce });
      const timer = setTimeout(() => socket.destroy(), timeout);
      const word = await hear(lines, goSchema, nonce);
      clearTimeout(timer);
      // The other side says no more, so what comes now is the end.
      lines.next().then(hangUpHeard, hangUpHeard);
      return word !== null;
    },
    isThere: async () => {
      // The second is behind a whole turn of the event loop, in which an end that has come is heard.
      await setImmediate();
      await setImmediate();
      return !isGone;
    },
    answer: (nonce, answer) =>
      new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.end(`${JSON.stringify({ say: 'answer', nonce, ...answer })}\n`, () => resolve());
      }),
    hangUp: () => socket.destroy(),
  };
}
