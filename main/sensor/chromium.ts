// Asks Chromium's own verifier. Each judge owns one throw-away session, because the network service remembers a
// verdict for as long as its session lives. Nothing is ever sent to the server: after the verdict the load is refused.
import { randomUUID } from 'node:crypto';
import { net, session } from 'electron';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Verdict } from '../../preload/contract/trust-journey.ts';
import type { ChromiumJudge, JudgeQuestion } from './judge.ts';
import { openTunnel } from './tunnel.ts';

const refuse = -2; // setCertificateVerifyProc: fail the request, whatever the verdict was

/** Opens a judge; close it when its questions are answered, so that its connections end. */
export function openChromiumJudge(now: () => Date): ChromiumJudge {
  const own = session.fromPartition(`verdict-${randomUUID()}`, { cache: false });
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  let heard: ((host: string, code: string) => void) | null = null;
  own.setCertificateVerifyProc((request, answer) => {
    heard?.(request.hostname, request.verificationResult);
    answer(refuse);
  });

  return {
    async ask(question: JudgeQuestion): Promise<Result<Verdict>> {
      const { host, port, via, proxy, timeoutMs, signal } = question;
      const way = via ? 'tunnel' : 'direct';
      const tunnel = via ? await openTunnel(via, proxy) : null;
      try {
        // `<-loopback>`: Chromium would otherwise go round the proxy for loopback addresses.
        const rules = tunnel ? `http://127.0.0.1:${tunnel.port}` : proxy ? `http://${proxy.host}:${proxy.port}` : null;
        await own.setProxy(
          rules ? { mode: 'fixed_servers', proxyRules: rules, proxyBypassRules: '<-loopback>' } : { mode: 'direct' },
        );
        await own.closeAllConnections();
        await own.clearHostResolverCache();
        const code = await load(question, timeoutMs, signal, (listen) => {
          heard = listen;
        });
        if (code === null) return fail('cancelled', {});
        return ok({ host, port, code, at: now().toISOString(), way });
      } finally {
        heard = null;
        tunnel?.close();
      }
    },
    async close() {
      own.setCertificateVerifyProc(null);
      await own.closeAllConnections();
    },
  };

  /** One load: resolves with the verdict's code, or with the network error that came before any certificate. */
  function load(
    { host, port }: JudgeQuestion,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    listen: (heard: (host: string, code: string) => void) => void,
  ): Promise<string | null> {
    const bracketed = host.includes(':') ? `[${host}]` : host;
    return new Promise((resolve) => {
      const request = net.request({
        url: `https://${bracketed}:${port}/`,
        session: own,
        method: 'HEAD',
        redirect: 'error',
      });
      const end = (code: string | null) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        request.removeAllListeners();
        request.on('error', () => {});
        request.abort();
        resolve(code);
      };
      const cancel = () => end(null);
      const timer = setTimeout(() => end('net::ERR_TIMED_OUT'), timeoutMs);
      if (signal?.aborted) return end(null);
      signal?.addEventListener('abort', cancel);
      listen((hostname, result) => {
        if (hostname.replace(/^\[|\]$/g, '') === host) end(result.startsWith('net::') ? result : `net::${result}`);
      });
      // Before a verdict only a network error can come; an answer cannot, because the load is refused at the verdict.
      request.on('error', (error) => end(/net::ERR_\w+/.exec(error.message)?.[0] ?? 'net::ERR_FAILED'));
      request.end();
    });
  }
}
