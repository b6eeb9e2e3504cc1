// Steps 1 to 3: the address, what the sensor shows there, and whether it is the right sensor. Nothing is trusted yet.
import { fail, ok } from '../../../../preload/contract/result.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { parseFingerprint, thumbprints } from '../../../pki/certificate/fingerprint.ts';
import { mappableNames } from '../../../pki/names/host-names.ts';
import { parseAddress, parseProxy } from '../../../sensor/address.ts';
import { probe, probeBoth, sniEffect } from '../../../sensor/probe.ts';
import { emptyFrom, type TrustState } from '../state.ts';
import { base64, compareTarget, sentOf } from '../view.ts';
import type { TrustWorld } from '../world.ts';
import { type Act, networkTimeout, proxyOf } from './act.ts';
import { judge } from './verdicts.ts';

export const setAddress: Act<'set-address'> = async (state, action) => {
  const address = parseAddress(action.address);
  if (!address.ok) return address;
  let proxy: string | null = null;
  if (action.proxy?.trim()) {
    const parsed = parseProxy(action.proxy);
    if (!parsed.ok) return parsed;
    const { host, port } = parsed.value;
    proxy = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  }
  const { text, host, port, kind } = address.value;
  const before = state.address;
  const same = before?.host === host && before.port === port && before.proxy === proxy;
  return ok({ ...state, ...(same ? {} : emptyFrom('address')), address: { text, host, port, kind, proxy } });
};

export const download: Act<'download'> = async (state, _action, world, run) => {
  const { address } = state;
  if (!address) return fail('not-yet', { step: 'download', needs: 'address' });
  const proxy = proxyOf(state);
  const options = { timeoutMs: networkTimeout, signal: run.signal, askClock: true, ...(proxy ? { proxy } : {}) };
  run.stage('handshake');
  const name = address.kind === 'name' ? address.host : null;
  const target = { host: address.host, port: address.port };
  const looked = await probeBoth(target, name, options);
  if (!looked.ok) return looked;
  let { sni } = looked.value;
  const shown = looked.value.probe;
  const leaf = shown.chain[0];
  if (!leaf) return fail('connection-closed', target);
  // By IP there is no name to send; try the certificate's own first name, since some appliances choose by it.
  if (!name) {
    const item = parseCertificate(leaf);
    const own = item.ok ? mappableNames(item.value.subjectAltNames)[0] : undefined;
    if (own) {
      const again = await probe(target, { ...options, askClock: false, servername: own });
      if (!again.ok && again.error.code === 'cancelled') return again;
      sni = sniEffect(again, ok(shown));
    }
  }
  const sha256 = thumbprints(leaf).sha256;
  const seen = world.seen.get(`${address.host}:${address.port}`);
  const chain = shown.chain.map(base64);
  // Any other certificate in the chain voids what was decided, since the import takes it from there.
  const unchanged = state.download?.chain.join() === chain.join();
  const next: TrustState = {
    ...state,
    ...(unchanged ? {} : emptyFrom('download')),
    download: {
      at: shown.at,
      remoteAddress: shown.remoteAddress,
      protocol: shown.protocol,
      cipher: shown.cipher,
      chainAsSent: shown.chainAsSent,
      sni,
      clock: shown.clock,
      oldTls: shown.oldTls,
      chain,
    },
    compare:
      unchanged && state.compare
        ? state.compare
        : { changedFrom: seen && seen.sha256 !== sha256 ? seen : null, decision: null, mismatch: null },
  };
  // How the browser judges the sensor before anything is changed. Looking is done either way.
  const judged = await judge(next, [{ host: address.host, way: 'direct' }], world, run);
  if (!judged.ok) return judged.error.code === 'cancelled' ? judged : ok(next);
  const verdict = judged.value[0] ?? null;
  return ok({ ...next, before: next.before ?? verdict, after: verdict });
};

/** Remembers which certificate this address showed when a person accepted it. */
function remember(state: TrustState, world: TrustWorld, at: string): void {
  const leaf = sentOf(state)[0];
  if (leaf && state.address) {
    world.seen.set(`${state.address.host}:${state.address.port}`, thumbprints(leaf).sha256, at);
  }
}

export const compareFingerprint: Act<'compare-fingerprint'> = async (state, action, world) => {
  const target = compareTarget(state)?.item.fingerprints;
  const leaf = sentOf(state)[0];
  if (!state.compare || !target || !leaf) return fail('not-yet', { step: 'compare', needs: 'download' });
  const given = parseFingerprint(action.text);
  if (!given.ok) return given;
  const { algorithm, hex } = given.value;
  if (target[algorithm] !== hex) {
    const isLeaf = thumbprints(leaf)[algorithm] === hex;
    return ok({ ...state, compare: { ...state.compare, decision: null, mismatch: { hex, algorithm, isLeaf } } });
  }
  const at = world.now().toISOString();
  remember(state, world, at);
  const decision = { kind: 'fingerprint' as const, algorithm, at, sha256: target.sha256 };
  return ok({ ...state, compare: { ...state.compare, decision, mismatch: null } });
};

export const acceptRisk: Act<'accept-risk'> = async (state, { sha256 }, world) => {
  if (!state.compare) return fail('not-yet', { step: 'compare', needs: 'download' });
  if (compareTarget(state)?.item.fingerprints.sha256 !== sha256) return fail('not-compared', {});
  const at = world.now().toISOString();
  remember(state, world, at);
  // A paste that did not match stays on record: whoever reads the receipt must see it.
  return ok({ ...state, compare: { ...state.compare, decision: { kind: 'risk-accepted', at, sha256 } } });
};

export const compareAgain: Act<'compare-again'> = async (state) => {
  if (!state.compare) return fail('not-yet', { step: 'compare', needs: 'download' });
  return ok({ ...state, compare: { ...state.compare, decision: null, mismatch: null } });
};
