// Empties the system's memory of names after the hosts file has changed: most systems notice by themselves, some a moment
// late. A favour and no more: nothing depends on it, so nothing is told of how it went.
import { existsSync } from 'node:fs';
import { findTool, runTool } from '../trust/tool.ts';
import { flushResolverCache } from './windows-dns.ts';

const timeoutMs = 3000;

async function tell(name: string, args: readonly string[]): Promise<void> {
  const tool = await findTool(name);
  if (tool) await runTool(tool, args, { timeoutMs });
}

/** Asks only those that run: a tool whose service does not run might start it, or wait for it. */
export async function flushResolver(platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') await flushResolverCache();
  if (platform === 'darwin') await tell('dscacheutil', ['-flushcache']);
  if (platform !== 'linux') return;
  if (existsSync('/run/systemd/resolve')) await tell('resolvectl', ['flush-caches']);
  if (existsSync('/run/nscd/socket')) await tell('nscd', ['--invalidate=hosts']);
}
