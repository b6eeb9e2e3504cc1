// A CONNECT proxy on loopback that leads every name to one sensor, so that a verifier can be asked about a name that
// does not resolve yet. It lives for one question and forwards bytes only; TLS stays end to end.
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Deadline, type Target } from './deadline.ts';
import { dial } from './dial.ts';
import { dialThroughProxy } from './proxy.ts';

/** Milliseconds for the tunnel's own connection to the sensor. */
const dialTimeout = 15_000;

export type Tunnel = { port: number; close(): void };

/** Opens the tunnel to `sensor` (through `proxy` where there is one) on a free port of 127.0.0.1. */
export async function openTunnel(sensor: Target, proxy: Target | null): Promise<Tunnel> {
  const sockets = new Set<Socket>();
  const closing = new AbortController();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', async (_request, client: Socket, head: Buffer) => {
    keep(client);
    const deadline = new Deadline(sensor, dialTimeout, closing.signal);
    const dialled = await (proxy ? dialThroughProxy(proxy, sensor, deadline) : dial(sensor, deadline));
    deadline.dispose();
    if (!dialled.ok) return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const upstream = dialled.value;
    keep(upstream);
    // The dial may have been done just when the tunnel was closed.
    if (closing.signal.aborted) return void upstream.destroy();
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.write(head);
    client.pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      closing.abort();
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
