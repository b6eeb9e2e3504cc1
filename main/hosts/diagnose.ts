// Why the hosts file cannot be replaced, in the order in which it is worth looking: an attribute, the disk, the rights,
// another program. It names what is in the way and takes nothing of it away.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorFacts } from '../../preload/contract/errors.ts';
import { type Failure, fail } from '../../preload/contract/result.ts';
import { findTool, runTool } from '../trust/tool.ts';
import { type Current, lockedBy } from './current-file.ts';
import { openToOthers, openToOthersAsRoot } from './open-to-others.ts';
import { attributesOf } from './windows-replace.ts';

type Place = Pick<Current, 'path' | 'target'>;

export type Obstacle = Omit<ErrorFacts['hosts-blocked'], 'file'>;

const by = (reason: Obstacle['by'], detail = ''): Obstacle => ({ by: reason, detail });

/**
 * What stands against replacing the file (absolute path, no link) whatever rights one has; null where nothing does, or
 * it cannot be told. Worth its time (it may start a tool) where rights are missing or after a failure.
 */
export async function obstacleTo(target: string): Promise<Obstacle | null> {
  if (process.platform === 'win32') return windowsObstacle(target);
  return (await flagOf(target)) ?? (await mountOf(target));
}

/** What must be known before trying; elsewhere a try that fails does no harm and says more. */
export async function obstacleBefore({ path, target }: Place, backupDir: string): Promise<Obstacle | null> {
  if (process.platform === 'win32') return windowsObstacle(target);
  const places = await Promise.all([path, join(backupDir, 'copy')].map(openToOthersAsRoot));
  const open = places.find((folder) => folder !== null) ?? null;
  return open === null ? null : by('others', open);
}

/** Windows replaces a hidden or a system file, and keeps those attributes; only a read-only one it refuses. */
async function windowsObstacle(target: string): Promise<Obstacle | null> {
  return (await attributesOf(target))?.readOnly ? by('read-only') : null;
}

/** The flags that keep even root away. */
async function flagOf(target: string): Promise<Obstacle | null> {
  if (process.platform === 'linux') {
    const lsattr = await findTool('lsattr');
    const told = lsattr && (await runTool(lsattr, ['-d', '--', target], { timeoutMs: 5000 }));
    return told && told.exit === 0 ? linuxFlag(told.stdout.toString('latin1')) : null;
  }
  if (process.platform === 'darwin') {
    const told = await runTool('/usr/bin/stat', ['-L', '-f', '%Xf', target], { timeoutMs: 5000 });
    return told.exit === 0 ? macosFlag(told.stdout.toString('latin1')) : null;
  }
  return null;
}

/** The first column of lsattr(1) has a letter for each flag; it is the same in every language. */
export function linuxFlag(told: string): Obstacle | null {
  const flags = /^([A-Za-z-]+) /.exec(told)?.[1] ?? '';
  if (flags.includes('i')) return by('immutable');
  return flags.includes('a') ? by('append-only') : null;
}

/** st_flags in hex: UF_IMMUTABLE, SF_IMMUTABLE, UF_APPEND, SF_APPEND (sys/stat.h). */
export function macosFlag(told: string): Obstacle | null {
  const flags = Number.parseInt(told.trim(), 16);
  if (flags & (0x2 | 0x2_0000)) return by('immutable');
  return flags & (0x4 | 0x4_0000) ? by('append-only') : null;
}

async function mountOf(target: string): Promise<Obstacle | null> {
  if (process.platform !== 'linux') return null;
  const mounts = await readFile('/proc/self/mountinfo', 'latin1').catch(() => '');
  return linuxMount(mounts, target);
}

/**
 * From /proc/self/mountinfo (proc(5)): is the file itself a mount, as in a container, or its file system for reading only?
 * The fields are mount id, parent, device, root, mount point, options, optional fields, "-", type, source, super options.
 */
export function linuxMount(mounts: string, target: string): Obstacle | null {
  let best: { point: string; options: string[] } | undefined;
  for (const line of mounts.split('\n')) {
    const [front = '', back = ''] = line.split(' - ');
    const [, , , , escaped, options = ''] = front.split(' ');
    if (escaped === undefined) continue;
    // Blanks, tabs, line ends and backslashes are written as three octal digits; other bytes stand as they are.
    const bytes = escaped.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
    const point = Buffer.from(bytes, 'latin1').toString('utf8');
    const isAbove = point === target || target.startsWith(point.endsWith('/') ? point : `${point}/`);
    // The latest mount at a place covers those before it.
    if (!isAbove || (best && best.point.length > point.length)) continue;
    best = { point, options: [...options.split(','), ...(back.split(' ')[2] ?? '').split(',')] };
  }
  if (best?.options.includes('ro')) return by('read-only-disk', best.point);
  return best?.point === target ? by('mounted', best.point) : null;
}

/** The numbers of Windows (winerror.h). */
const accessDenied = 5;
const lockCodes: readonly (number | string)[] = ['EBUSY', 'ETXTBSY', 32, 33];

/** The failure to tell after replacing `current` failed with a code of Node (a text) or of Windows (a number). */
export async function diagnose({ path, target }: Place, code: number | string): Promise<Failure> {
  const blocked = (obstacle: Obstacle) => fail('hosts-blocked', { file: path, ...obstacle });
  const obstacle = await obstacleTo(target);
  if (obstacle) return blocked(obstacle);
  const isDenied = code === 'EACCES' || code === 'EPERM' || code === accessDenied;
  if (isDenied && process.platform === 'win32') {
    const attributes = await attributesOf(target);
    if (attributes?.hidden) return blocked(by('hidden'));
    if (attributes?.system) return blocked(by('system'));
  }
  if (isDenied) return denied(path, String(code));
  if (lockCodes.includes(code)) return lockedBy(path, target);
  if (code === 'EROFS') return blocked(by('read-only-disk'));
  return fail('write-failed', { file: path, detail: typeof code === 'number' ? `Windows ${code}` : code });
}

/** Where more rights would be in vain, nobody is sent to ask for them. */
async function denied(path: string, code: string): Promise<Failure> {
  const blocked = (obstacle: Obstacle) => fail('hosts-blocked', { file: path, ...obstacle });
  if (process.geteuid?.() === 0) return blocked(by('rights', code));
  const open = process.platform === 'win32' ? null : await openToOthers(path).catch(() => null);
  return open === null ? fail('rights-missing', { target: path }) : blocked(by('others', open));
}
