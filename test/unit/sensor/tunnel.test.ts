// The tunnel to one sensor: bytes both ways, whatever name is asked for, and no connection left behind.
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openTunnel } from '../../../main/sensor/tunnel.ts';
import { tcp } from './servers.ts';

const sensor = (port: number) => ({ host: '127.0.0.1', port });
const ask = (port: number): Socket => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('CONNECT any.name.test:443 HTTP/1.1\r\nHost: any.name.test:443\r\n\r\n');
  return socket;
};

const closed = (socket: Socket) => new Promise((done) => socket.on('close', done));

describe('the tunnel', () => {
  it('leads every name to the sensor, and ends with its connections', async () => {
    let sockets: ((socket: Socket) => void) | undefined;
    const reached = new Promise<Socket>((done) => {
      sockets = done;
    });
    const port = await tcp((socket) => {
      sockets?.(socket);
      socket.write('from the sensor');
    });
    const tunnel = await openTunnel(sensor(port), null);
    const client = ask(tunnel.port);
    let heard = '';
    await new Promise<void>((done) => {
      client.on('data', (chunk) => {
        heard += chunk;
        if (heard.endsWith('from the sensor')) done();
      });
    });
    expect(heard).toMatch(/^HTTP\/1\.1 200 /);
    const ended = closed(await reached);
    tunnel.close();
    await ended;
  });

  it('leaves nothing open when it is closed while it still dials', async () => {
    let sockets: ((socket: Socket) => void) | undefined;
    const asked = new Promise<Socket>((done) => {
      sockets = done;
    });
    const proxy = await tcp((socket) => socket.once('data', () => sockets?.(socket)));
    const tunnel = await openTunnel(sensor(443), sensor(proxy));
    ask(tunnel.port);
    const atProxy = await asked;
    const ended = closed(atProxy);
    tunnel.close();
    atProxy.write('HTTP/1.1 200 OK\r\n\r\n');
    await ended;
  });
});
