// Who may call: the main frame of our own window, showing our own page. Everything else is refused by answer code.

/** The parts of an Electron IPC event that decide; kept structural so that the rule can be tested without Electron. */
export type Caller = {
  sender: { id: number; mainFrame: unknown };
  senderFrame: { url: string } | null;
};

/**
 * True for a call that comes from the main frame of a known window on our origin.
 * `senderFrame` is null when the frame has navigated or gone since it called: refused.
 */
export function isTrustedCaller(caller: Caller, knownContents: ReadonlySet<number>, origin: string): boolean {
  const { sender, senderFrame } = caller;
  if (!senderFrame || senderFrame !== sender.mainFrame) return false;
  if (!knownContents.has(sender.id)) return false;
  return senderFrame.url.startsWith(`${origin}/`);
}
