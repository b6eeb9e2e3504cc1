// The import rules of the design, proven on the whole tree: imports run one way, Electron stays at the edge,
// and what runs on plain Node never reaches Electron, not even through a library.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

type Module = { file: string; imports: string[] };

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).split(sep).join('/'));
}

const importPattern =
  /(?:^|\s)(?:import|export)\s+(?:type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function modules(folder: string): Module[] {
  return sources(folder).map((file) => {
    const text = readFileSync(join(root, file), 'utf8').replace(/^\s*(\/\/|\*).*$/gm, '');
    const imports = [...text.matchAll(importPattern)].map(([, fixed, lazy]) => {
      const target = fixed ?? lazy ?? '';
      return target.startsWith('.')
        ? relative(root, resolve(root, dirname(file), target))
            .split(sep)
            .join('/')
        : target;
    });
    return { file, imports };
  });
}

const main = modules('main');
const areaOf = (file: string) => file.split('/')[1] ?? '';

// Each area may import those of its own level and below; a lower number is nearer to the bottom.
const levels: Record<string, number> = {
  pki: 0,
  hosts: 1,
  trust: 1,
  sensor: 1,
  kit: 1,
  files: 1,
  windows: 1,
  tools: 4,
  acceptance: 1,
  troubleshoot: 1,
  lab: 1,
  devices: 1,
  privileged: 2,
  journal: 3,
  journeys: 4,
  app: 5,
  ipc: 5,
  cli: 5,
};

describe('imports', () => {
  it('finds the tree', () => {
    expect(main.length).toBeGreaterThan(40);
    expect(main.find(({ file }) => file === 'main/ipc/register.ts')?.imports).toContain('electron');
  });

  it('run one way inside main', () => {
    const wrong = main.flatMap(({ file, imports }) => {
      const from = levels[areaOf(file)];
      return imports
        .filter((target) => target.startsWith('main/') && from !== undefined && (levels[areaOf(target)] ?? 9) > from)
        .map((target) => `${file} → ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('know every folder of main', () => {
    const unknown = main.filter(({ file }) => file.split('/').length > 2 && !(areaOf(file) in levels));
    expect(unknown.map(({ file }) => file)).toEqual([]);
  });

  it('reach Electron only from app, ipc and the one file that asks Chromium', () => {
    const allowed = (file: string) =>
      file === 'main/index.ts' || file === 'main/sensor/chromium.ts' || /^main\/(app|ipc)\//.test(file);
    const wrong = main
      .filter(({ imports }) => imports.some((target) => target === 'electron' || target === 'electron-store'))
      .map(({ file }) => file)
      .filter((file) => !allowed(file));
    expect(wrong).toEqual([]);
  });

  it('keep ipcMain in one file and ipcRenderer in one file', () => {
    const using = (word: string) =>
      [...sources('main'), ...sources('preload'), ...sources('renderer')].filter((file) =>
        new RegExp(`import[^;]*\\b${word}\\b[^;]*from 'electron'`).test(readFileSync(join(root, file), 'utf8')),
      );
    expect(using('ipcMain')).toEqual(['main/ipc/register.ts']);
    expect(using('ipcRenderer')).toEqual(['preload/index.ts']);
  });

  it('lead from the command line to no Electron', () => {
    const byFile = new Map(main.map((module) => [module.file, module]));
    const seen = new Set<string>();
    const visit = (file: string, way: string[]): string[] => {
      if (seen.has(file)) return [];
      seen.add(file);
      return (byFile.get(file)?.imports ?? []).flatMap((target) => {
        if (target === 'electron' || target === 'electron-store') return [[...way, file, target].join(' → ')];
        return target.startsWith('main/') ? visit(target, [...way, file]) : [];
      });
    };
    expect(byFile.has('main/cli/main.ts')).toBe(true);
    expect(visit('main/cli/main.ts', [])).toEqual([]);
    expect(visit('main/engine.ts', [])).toEqual([]);
    expect(visit('main/privileged/child.ts', [])).toEqual([]);
    expect(seen.size).toBeGreaterThan(20);
  });

  it('keep the engine pure', () => {
    const impure = /^(node:)?(fs|net|tls|dns|child_process|http|https|os|process)(\/|$)/;
    const wrong = main
      .filter(({ file }) => file.startsWith('main/pki/'))
      .flatMap(({ file, imports }) =>
        imports.filter((target) => impure.test(target)).map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
    const clocks = sources('main/pki').filter((file) =>
      /Date\.now\(|new Date\(\)/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(clocks).toEqual([]);
  });

  it('give the contract nothing but zod', () => {
    const wrong = modules('preload/contract').flatMap(({ file, imports }) =>
      imports
        .filter((target) => target !== 'zod' && !target.startsWith('preload/contract/'))
        .map((t) => `${file} → ${t}`),
    );
    expect(wrong).toEqual([]);
  });

  it('give the renderer no Node, no Electron and nothing of main', () => {
    const wrong = modules('renderer').flatMap(({ file, imports }) =>
      imports
        .filter((target) => /^(node:|electron|main\/)/.test(target) || /^(fs|path|os|child_process)$/.test(target))
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keep files under 300 lines', () => {
    const long = [...sources('main'), ...sources('preload'), ...sources('renderer'), ...sources('assets')].filter(
      (file) => readFileSync(join(root, file), 'utf8').split('\n').length > 301,
    );
    expect(long).toEqual([]);
  });
});
