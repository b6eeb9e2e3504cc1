// A way to a sensor through an HTTP proxy by CONNECT (RFC 9110, 9.3.6). It sends no credentials and reads no more than
// the head of the proxy's answer.
import type { Socket } from 'node:net';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { formatAuthority } from './address.ts';
import type { Deadline, Target } from './deadline.ts';
import { dial } from './dial.ts';

const LONGEST_HEAD = 16 * 1024;

/** The status of a proxy that did not answer in HTTP, or hung up. */
const NO_STATUS = 0;

/**
 * A socket that leads to `target` through `proxy`. What the target has already sent is put back for the next reader.
 *
 * Errors: `proxy-unreachable`; `proxy-refused` with the HTTP status, or 0 where the answer was not HTTP;
 * `timed-out` (stage `proxy`); `cancelled`.
 */
export async function dialThroughProxy(proxy: Target, target: Target, deadline: Deadline): Promise<Result<Socket>> {
  deadline.stage = 'proxy';
  const dialled = await dial(proxy, deadline);
  if (!dialled.ok)
    return deadline.over ? deadline.failure() : fail('proxy-unreachable', { proxy: formatAuthority(proxy) });
  const socket = dialled.value;
  const status = await askForTunnel(socket, formatAuthority(target), deadline);
  if (status >= 200 && status <= 299) return ok(socket);
  socket.destroy();
  return deadline.over ? deadline.failure() : fail('proxy-refused', { proxy: formatAuthority(proxy), status });
}

/** The HTTP status of the answer to CONNECT; the socket is left paused behind the head. */
function askForTunnel(socket: Socket, authority: string, deadline: Deadline): Promise<number> {
  return new Promise((answer) => {
    let head = Buffer.alloc(0);
    let release = () => {};
    const settle = (status: number) => {
      release();
      socket.off('data', read).off('close', hungUp).pause();
      answer(status);
    };
    const hungUp = () => settle(NO_STATUS);
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      // Latin-1 takes any byte, and the status line is ASCII.
      const text = head.toString('latin1', 0, LONGEST_HEAD);
      if (!'HTTP/1.'.startsWith(text.slice(0, 7)) || (end < 0 && head.length > LONGEST_HEAD)) return settle(NO_STATUS);
      if (end < 0) return;
      const rest = head.subarray(end + 4);
      settle(Number(/^HTTP\/1\.[01] (\d{3})(?!\d)/.exec(text)?.[1] ?? NO_STATUS));
      if (rest.length > 0) socket.unshift(rest);
    };
    socket.on('data', read).on('close', hungUp);
    release = deadline.onOver(hungUp);
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
  });
}
