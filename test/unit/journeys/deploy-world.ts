// The deploy journey's world for tests: the practice sensor's TLS, files in a temporary folder, the real engine, store,
// journal and door over a store of certificates in memory. Chromium is stood in for by the runtime's own TLS, which
// trusts what that store holds; the end-to-end tests ask Chromium itself.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { connect } from 'node:tls';
import { builtInProfiles } from '../../../main/acceptance/profiles.ts';
import { openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { openConfStore } from '../../../main/journal/store.ts';
import { WaitingRequests } from '../../../main/journal/waiting-requests.ts';
import { deployKind } from '../../../main/journeys/deploy/kind.ts';
import { lastSubjectIn } from '../../../main/journeys/deploy/last-subject.ts';
import { othersIn } from '../../../main/journeys/deploy/others.ts';
import type { DeployWorld, Engine } from '../../../main/journeys/deploy/world.ts';
import type { AnyAction, Run } from '../../../main/journeys/kind.ts';
import { JourneyRunner } from '../../../main/journeys/runner.ts';
import { trustKind } from '../../../main/journeys/trust/kind.ts';
import { toPem } from '../../../main/pki/files/write.ts';
import type { World } from '../../../main/privileged/apply.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import type { ChromiumJudge } from '../../../main/sensor/judge.ts';
import { openEngine } from '../../../main/tools/engine.ts';
import { memoryStore } from '../../../main/trust/memory.ts';
import type { TrustStore } from '../../../main/trust/trust-store.ts';
import { type DeployJourney, deployJourneySchema } from '../../../preload/contract/deploy-journey.ts';
import { ok, type Result } from '../../../preload/contract/result.ts';
import type { RequestOrder } from '../../../preload/contract/tools.ts';

export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.facts)}`);
  return result.value;
};

export const quiet: Run = { signal: new AbortController().signal, stage: () => {} };

/** Trusts what the store holds, and the name that it is asked for; as browsers do, it does not look at the CN. */
const runtimeJudge = (store: TrustStore, now: () => Date, leadTo: () => string | undefined): ChromiumJudge => ({
  ask: async ({ host, port, via }) => {
    const ca = must(await store.list()).map(({ der }) => toPem(der));
    const code = await new Promise<string>((resolve) => {
      const isAddress = /^[\d.]+$/.test(host);
      const goesTo = via?.host ?? (isAddress ? host : (leadTo() ?? host));
      const options = { host: goesTo, port: via?.port ?? port, servername: isAddress ? '' : host, ca };
      const socket = connect({ ...options, rejectUnauthorized: false, checkServerIdentity: () => undefined }, () => {
        const shown = socket.getPeerX509Certificate();
        const names = isAddress ? shown?.checkIP(host) : shown?.checkHost(host, { subject: 'never' });
        const isNamed = names !== undefined;
        resolve(
          !socket.authorized
            ? 'net::ERR_CERT_AUTHORITY_INVALID'
            : isNamed
              ? 'net::OK'
              : 'net::ERR_CERT_COMMON_NAME_INVALID',
        );
        socket.destroy();
      });
      socket.on('error', () => resolve('net::ERR_CONNECTION_REFUSED'));
    });
    return ok({
      host,
      port,
      code,
      at: now().toISOString(),
      way: via ? ('tunnel' as const) : ('direct' as const),
      leaf: null,
    });
  },
  close: async () => {},
});

/** The engine as it is called across its thread, without the thread. */
const engineHere = (now: () => Date): Engine => {
  const engine = openEngine({ now, platform: process.platform });
  const call = async (name: keyof typeof engine, argument: unknown, run: unknown) =>
    (engine[name] as (argument: unknown, run: unknown) => unknown)(
      structuredClone(argument),
      run ?? { signal: new AbortController().signal, progress: () => {} },
    );
  return { call: call as Engine['call'] };
};

export class DeployBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'certwright-deploy-'));
  readonly store: TrustStore = { ...memoryStore(), readers: ['chromium'] };
  readonly saved: { name: string; text: string; bytes: Uint8Array }[] = [];
  readonly asked: string[] = [];
  readonly opened: string[] = [];
  readonly revealed: string[] = [];
  /** Everything that the runner has answered, as it would go to the window. */
  readonly told: string[] = [];
  /** What the next dialogs answer. */
  chosen: { files: string[]; folder: string | null; yes: boolean; closes?: boolean } = {
    files: [],
    folder: null,
    yes: true,
  };
  /** What the system's resolver says of every name. */
  addresses: string[] = [];
  pace = { pause: 20, patience: 2_000, list: 2_000 };
  engine!: Engine;
  world!: DeployWorld;
  runner!: JourneyRunner;

  /** Opens the app's main side over what the folder holds: called again, it is the app started again. */
  async start(): Promise<this> {
    const now = () => new Date();
    const { store, folder } = this;
    const machine: World = {
      platform: process.platform,
      now,
      storeOf: (id) => (id === store.id ? store : null),
      hostsFile: () => ok(join(folder, 'hosts')),
      hostsNeedRights: async () => false,
      backupDir: () => ok(join(folder, 'backups')),
    };
    const journal = must(await openJournal(join(folder, 'journal.jsonl'), { now }));
    const { store: progress } = must(openConfStore(folder, now()));
    this.engine = engineHere(now);
    this.world = {
      now,
      platform: process.platform,
      stores: [store],
      notes: async () => [],
      hostsFile: join(folder, 'hosts'),
      resolve: async () => ok({ addresses: this.addresses }),
      changes: openChanges({ door: openDoor({ world: machine, elevate: null }), journal }),
      needsRights: async () => false,
      isGuarded: async () => false,
      openJudge: () => runtimeJudge(store, now, () => this.addresses.at(-1)),
      people: {
        saveFile: async (name, bytes) => {
          if (this.chosen.closes) return ok(null);
          this.saved.push({ name, text: new TextDecoder().decode(bytes), bytes });
          return ok({ name });
        },
        openFiles: async () => ok(null),
        openUrl: async (url) => void this.opened.push(url),
        confirm: async (changes) => {
          this.asked.push(...changes.map(({ kind, what }) => `${kind} ${what}`));
          return this.chosen.yes;
        },
      },
      seen: { get: () => null, set: () => {}, forget: () => {} },
      engine: this.engine,
      profiles: () => builtInProfiles,
      waiting: new WaitingRequests(progress, () => crypto.randomUUID()),
      ask: {
        files: async () => this.chosen.files,
        folder: async () => this.chosen.folder,
        reveal: (path) => void this.revealed.push(path),
      },
      lastSubject: lastSubjectIn(progress),
      others: othersIn(progress),
      pace: this.pace,
    };
    const { changes } = this.world;
    const kinds = [trustKind(this.world), deployKind(this.world)];
    this.runner = new JourneyRunner({ store: progress, changes, now, newId: () => crypto.randomUUID(), kinds });
    return this;
  }

  async act(id: string, action: AnyAction, run = quiet): Promise<Result<DeployJourney>> {
    const answer = (await this.runner.act(id, action, run)) as Result<DeployJourney>;
    this.told.push(JSON.stringify(answer));
    if (answer.ok) deployJourneySchema.parse(answer.value);
    return answer;
  }

  /** All of it has to succeed; the last answer. */
  async walk(id: string, ...actions: AnyAction[]): Promise<DeployJourney> {
    let view: DeployJourney | null = null;
    for (const action of actions) view = must(await this.act(id, action));
    if (!view) throw new Error('no action');
    return view;
  }

  async open(id: string): Promise<DeployJourney> {
    const answer = must(await this.runner.open(id));
    if (answer.kind !== 'deploy') throw new Error('a journey of another kind');
    this.told.push(JSON.stringify(answer));
    return answer;
  }

  /** As the tools make a request: key and request in a new folder, remembered. */
  async makeRequest(order: RequestOrder): Promise<{ waiting: string; key: string; request: string }> {
    const folder = mkdtempSync(join(this.folder, 'request-'));
    must(await this.engine.call('makeRequest', { order }));
    const { files, der } = must(await this.engine.call('writeRequest', { folder }));
    const pathOf = (what: string) => join(folder, files.find((file) => file.what === what)?.name ?? '');
    const paths = { key: pathOf('key'), request: pathOf('request') };
    return { waiting: this.world.waiting.add(der, new Date(), paths), ...paths };
  }

  /** Everything that the app has written, by path; the person's own files are told apart by the caller. */
  written(folder = this.folder): { name: string; text: string }[] {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return this.written(path);
      return [{ name: basename(path), text: readFileSync(path, 'latin1') }];
    });
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const stateOf = (journey: DeployJourney, id: string) => journey.steps.find((step) => step.id === id)?.state;
