// The clock of a server, from the Date header of its answer to `HEAD /` (RFC 9110, 6.6.1). A server that does not tell
// is no error. The answer is read only as far as its head, and nothing else in it is looked at.
import type { TLSSocket } from 'node:tls';

export type ServerClock = {
  /** ISO 8601 UTC, in whole seconds as the server gave it. */
  server: string;
  /** The server's clock minus ours: positive when the server is ahead. */
  skewSeconds: number;
};

const LONGEST_HEAD = 16 * 1024;
const LONGEST_WAIT_MS = 3000;

/**
 * Asks over an open connection.
 * @param authority the Host header: a name or address, with the port where it is not 443
 * @param budgetMs the time that may be spent on it; never more than three seconds are
 */
export function askServerClock(socket: TLSSocket, authority: string, budgetMs: number): Promise<ServerClock | null> {
  return new Promise((answer) => {
    const sentAt = Date.now();
    let head = '';
    const settle = () => {
      clearTimeout(timer);
      socket.off('data', read).off('close', settle);
      answer(clockFromHead(head, sentAt, Date.now()));
    };
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1');
      if (head.includes('\r\n\r\n') || head.length > LONGEST_HEAD) settle();
    };
    const timer = setTimeout(settle, Math.min(budgetMs, LONGEST_WAIT_MS));
    socket.on('data', read).once('close', settle);
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${authority}\r\nConnection: close\r\n\r\n`);
  });
}

/**
 * Reads the head of an answer that was asked for at `sentAt` and was there at `answeredAt` (milliseconds, our clock).
 * Null when it is no HTTP or has no date.
 */
export function clockFromHead(head: string, sentAt: number, answeredAt: number): ServerClock | null {
  const [lines = ''] = head.split('\r\n\r\n', 1);
  // Always GMT (RFC 9110, 5.6.7); Date.parse alone would take much that is no HTTP date.
  const date = /^date:[ \t]*([^\r\n]+ GMT)[ \t]*$/im.exec(lines)?.[1];
  const server = date !== undefined && /^HTTP\/1\.[01] \d{3}/.test(lines) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(server)) return null;
  // The server wrote the date about half way between, and cut the fraction off: half a second on average.
  const ours = (sentAt + answeredAt) / 2;
  const skewSeconds = Math.round((server + 500 - ours) / 1000);
  return { server: new Date(server).toISOString(), skewSeconds: skewSeconds + 0 };
}
