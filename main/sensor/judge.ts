// What a verifier is asked, and who may be asked. On plain Node there is no Chromium: the judge is absent there, and
// the product says "not checked".
import type { Result } from '../../preload/contract/result.ts';
import type { Verdict } from '../../preload/contract/trust-journey.ts';

export type JudgeQuestion = {
  /** The name or address as it stands in the URL; IPv6 without brackets. */
  host: string;
  port: number;
  /** Try the name against this address instead of what the name resolves to. */
  via?: { host: string; port: number };
  /** An HTTP proxy on the way, as the admin gave it. */
  proxy: { host: string; port: number } | null;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
};

export type ChromiumJudge = {
  /** The verdict as `net::OK` or `net::ERR_…`; fails only with `cancelled` or `verdict-unavailable`. */
  ask(question: JudgeQuestion): Promise<Result<Verdict>>;
  close(): Promise<void>;
};
