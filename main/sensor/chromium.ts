// Asks Chromium's own verifier. Nothing is ever sent to the server: after the verdict the load is refused. And nothing is
// ever fetched for it: a certificate that nobody trusts yet must not choose whom this computer talks to.
// Each judge owns one throw-away session, because the network service remembers what became of a certificate under a
// name for as long as its session lives: neither another verify procedure nor another TLS configuration makes it forget
// (tried with Electron 33). Electron keeps every session until it ends, about 0.5 MB each, so one judge is to be opened
// for a set of questions, none of them asked twice.
import { randomUUID } from 'node:crypto';
import { type Certificate, net, session } from 'electron';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Verdict } from '../../preload/contract/trust-journey.ts';
import { formatAuthority } from './address.ts';
import type { ChromiumJudge, JudgeQuestion } from './judge.ts';
import { openTunnel } from './tunnel.ts';

const refuse = -2; // setCertificateVerifyProc: fail the request, whatever the verdict was

/**
 * Where Chromium would fetch what a certificate names (issuers by its AIA extension, OCSP, CRLs) it does so by http and
 * by nothing else: that all goes to a proxy that is none. The question itself is https.
 */
const noFetching = 'http=127.0.0.1:9';

/** What Chromium said, and of which leaf (SHA-256), where it got one. */
type Heard = { code: string; leaf: string | null };
type Listener = (host: string, heard: Heard) => void;

/** Opens a judge; close it when its questions are answered, so that its connections end. */
export function openChromiumJudge(now: () => Date): ChromiumJudge {
  const own = session.fromPartition(`verdict-${randomUUID()}`, { cache: false });
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  let listener: Listener | null = null;
  own.setCertificateVerifyProc(({ hostname, verificationResult: code, certificate }, answer) => {
    listener?.(hostname, { code: code.startsWith('net::') ? code : `net::${code}`, leaf: sha256Of(certificate) });
    answer(refuse);
  });

  return {
    async ask(question: JudgeQuestion): Promise<Result<Verdict>> {
      const { host, port, via, proxy } = question;
      const tunnel = via ? await openTunnel(via, proxy) : null;
      try {
        const onward = tunnel ? { host: '127.0.0.1', port: tunnel.port } : proxy;
        await own.setProxy({
          mode: 'fixed_servers',
          proxyRules: onward ? `${noFetching};https=${formatAuthority(onward)}` : noFetching,
          // Chromium would otherwise go round the proxies for loopback addresses.
          proxyBypassRules: '<-loopback>',
        });
        await own.closeAllConnections();
        await own.clearHostResolverCache();
        const heard = await load(question, (next) => {
          listener = next;
        });
        if (heard === null) return fail('cancelled', {});
        return ok({ host, port, ...heard, at: now().toISOString(), way: via ? 'tunnel' : 'direct' });
      } finally {
        listener = null;
        tunnel?.close();
      }
    },
    async close() {
      own.setCertificateVerifyProc(null);
      await own.closeAllConnections();
    },
  };

  /** One load: resolves with the verdict, or with the network error that came before any certificate. */
  function load(
    { host, port, timeoutMs, signal }: JudgeQuestion,
    listen: (listener: Listener) => void,
  ): Promise<Heard | null> {
    return new Promise((resolve) => {
      const request = net.request({
        url: `https://${formatAuthority({ host, port })}/`,
        session: own,
        method: 'HEAD',
        redirect: 'error',
      });
      const end = (heard: Heard | null) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        request.removeAllListeners();
        request.on('error', () => {});
        request.abort();
        resolve(heard);
      };
      const cancel = () => end(null);
      const endWithout = (code: string) => end({ code, leaf: null });
      const timer = setTimeout(() => endWithout('net::ERR_TIMED_OUT'), timeoutMs);
      if (signal?.aborted) return end(null);
      signal?.addEventListener('abort', cancel);
      listen((hostname, heard) => {
        if (hostname.replace(/^\[|\]$/g, '') === host) end(heard);
      });
      // Before a verdict only a network error can come; an answer cannot, because the load is refused at the verdict.
      request.on('error', (error) => endWithout(/net::ERR_\w+/.exec(error.message)?.[0] ?? 'net::ERR_FAILED'));
      request.end();
    });
  }
}

/** Electron's `sha256/BASE64` over the DER, as the product writes fingerprints; null where it is written otherwise. */
function sha256Of({ fingerprint }: Certificate): string | null {
  const [, base64 = ''] = /^sha256\/(.+)$/.exec(fingerprint) ?? [];
  const hash = Buffer.from(base64, 'base64');
  return hash.length === 32 ? hash.toString('hex').toUpperCase() : null;
}
