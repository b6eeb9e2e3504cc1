// @ts-check
// TLS handshakes a second by our probe, against a bare tls.connect loop to the same server in the same run. The server
// counts them, so that a probe that shakes hands more than once per call is not punished for it. It runs in a process
// of its own and stops with this one.
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from '../../scripts/run.mjs';
import { median } from './median.mjs';

const rounds = 6;
const callsPerRound = 150;
const engine = join(root, 'out/main/engine.mjs');

/** @param {number} port @returns {Promise<void>} */
const rawHandshake = (port) =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername: 'sensor.example', rejectUnauthorized: false }, () => {
      socket.getPeerX509Certificate();
      socket.end();
      resolve();
    });
    socket.on('error', reject);
  });

/** @param {import('node:child_process').ChildProcess} server @returns {Promise<number>} */
const count = (server) =>
  new Promise((resolve) => {
    server.once('message', (message) => resolve(Number(message)));
    server.send('count');
  });

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {() => Promise<unknown>} call
 */
async function rate(server, call) {
  const before = await count(server);
  const began = performance.now();
  for (let n = 0; n < callsPerRound; n++) await call();
  const seconds = (performance.now() - began) / 1000;
  return ((await count(server)) - before) / seconds;
}

/** @param {(target: { host: string, port: number }, options: { timeoutMs: number, servername: string, askClock: boolean }) => Promise<unknown>} probe */
async function compare(probe) {
  const server = fork(fileURLToPath(new URL('handshake-server.mjs', import.meta.url)));
  try {
    /** @type {number} */
    const port = await new Promise((resolve) => server.once('message', (message) => resolve(Number(message))));
    const target = { host: '127.0.0.1', port, servername: 'sensor.example' };
    /** @type {number[]} */
    const ours = [];
    /** @type {number[]} */
    const raw = [];
    for (let round = 0; round <= rounds; round++) {
      const measure = [
        async () =>
          ours.push(
            await rate(server, () =>
              probe(target, { timeoutMs: 15_000, servername: target.servername, askClock: false }),
            ),
          ),
        async () => raw.push(await rate(server, () => rawHandshake(port))),
      ];
      // Turn about, as whoever comes second finds everything warm; and the first round only warms up both.
      for (const one of round % 2 ? measure : measure.reverse()) await one();
      if (round === 0) ours.length = raw.length = 0;
    }
    const [a, b] = [median(ours), median(raw)];
    console.log(
      `probe handshakes: ratio ${(a / b).toFixed(2)} (aim at least 0.8): ` +
        `${a.toFixed(0)} a second against ${b.toFixed(0)} by tls.connect, medians of ${rounds} × ${callsPerRound}`,
    );
  } finally {
    server.kill();
  }
}

const built = existsSync(engine) ? await import(pathToFileURL(engine).href) : {};
if (typeof built.probe === 'function') await compare(built.probe);
else console.log('probe handshakes: not measured: out/main/engine.mjs exports no probe');
