// Files in slots without a journey, for the troubleshooter: one set, which goes with the window.
import type { Argument } from '../../preload/contract/calls.ts';
import type { Precheck } from '../../preload/contract/precheck.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Slot, Slots } from '../../preload/contract/slots.ts';
import { fetchLists } from '../journeys/deploy/actions/check.ts';
import type { DeployWorld } from '../journeys/deploy/world.ts';
import type { Run } from '../journeys/kind.ts';
import { parseAddress, parseProxy } from '../sensor/address.ts';
import type { Held } from '../tools/slots.ts';

const owner = 'slots';
type World = Pick<DeployWorld, 'engine' | 'ask' | 'pace' | 'profiles'>;
type Order = Omit<Argument<'slots.check'>, 'task'>;

const viewOf = (held: Result<Held>): Result<Slots> => (held.ok ? ok(held.value.view) : held);

export class SlotsDesk {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  async view(): Promise<Result<Slots>> {
    return viewOf(await this.#world.engine.call('slotsView', { owner }));
  }

  async choose(run: Run): Promise<Result<Slots>> {
    const paths = await this.#world.ask.files();
    return paths.length === 0 ? this.view() : this.add(paths, run);
  }

  async add(paths: readonly string[], run: Run): Promise<Result<Slots>> {
    const progress = (done: number, total: number) => run.stage('reading-files', done, total);
    return viewOf(await this.#world.engine.call('slotsAdd', { owner, paths }, { signal: run.signal, progress }));
  }

  async place(file: number, slot: Slot): Promise<Result<Slots>> {
    return viewOf(await this.#world.engine.call('slotsPlace', { owner, file, slot }));
  }

  async remove(file: number): Promise<Result<Slots>> {
    return viewOf(await this.#world.engine.call('slotsRemove', { owner, file }));
  }

  async clear(): Promise<Result<Slots>> {
    return viewOf(await this.#world.engine.call('slotsClear', { owner }));
  }

  async passphrase(passphrase: string): Promise<Result<Slots>> {
    return viewOf(await this.#world.engine.call('slotsPassphrase', { owner, passphrase }));
  }

  async check({ profile: id, host, proxy, validation }: Order, run: Run): Promise<Result<Precheck>> {
    const profile = this.#world.profiles().find((each) => each.id === id);
    if (!profile) return fail('profile-missing', { profile: id });
    const address = host?.trim() ? parseAddress(host) : ok(null);
    if (!address.ok) return address;
    const way = proxy?.trim() ? parseProxy(proxy) : ok(null);
    if (!way.ok) return way;
    const fetched = await fetchLists(owner, { validation, proxy: way.value }, this.#world, run);
    if (!fetched.ok) return fetched;
    run.stage('testing');
    const around = {
      host: address.value?.host ?? null,
      validation,
      fetched: fetched.value,
      served: null,
      others: null,
    };
    const progress = (done: number, total: number) => run.stage('testing', done, total);
    const checked = await this.#world.engine.call(
      'slotsCheck',
      { owner, profile, around },
      { signal: run.signal, progress },
    );
    return checked.ok ? ok(checked.value.precheck) : checked;
  }
}
