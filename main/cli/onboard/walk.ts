// What the steps of a journey in the terminal share: the journey as it stands, how to act on it, how to speak and how
// to ask. Decisions come from a person, or from options; where there is neither, the walk stops and says so.
import { cli } from '../../../assets/text/en/cli.ts';
import { trust } from '../../../assets/text/en/trust.ts';
import { ui } from '../../../assets/text/en/ui.ts';
import { guideFacts } from '../../../assets/text/facts.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import type { StoreScope, TrustAction, TrustJourney, TrustStepId } from '../../../preload/contract/trust-journey.ts';
import { trustStepIds } from '../../../preload/contract/trust-journey.ts';
import type { JourneyRunner } from '../../journeys/runner.ts';
import type { TrustWorld } from '../../journeys/trust/world.ts';
import type { Io, Problem } from '../command.ts';
import { columnsOf, hasColours, type Paint, paintFor, plain, printable, wrap } from '../paint.ts';
import { sayError } from '../say.ts';
import type { Asker } from './ask.ts';

/** Why the walk ends before its end. */
export type Stop = { error: AppError | Problem };

export type Options = {
  yes: boolean;
  fingerprint: string | undefined;
  acceptRisk: boolean;
  scope: StoreScope;
  name: string | undefined;
  override: boolean;
  proxy: string | undefined;
  out: string | undefined;
};

export type InputFile = { name: string; bytes: Uint8Array };

type Parts = {
  io: Io;
  /** True where stdout is kept for the one JSON document. */
  json: boolean;
  now(): Date;
  runner: JourneyRunner;
  world: TrustWorld;
  journey: TrustJourney;
  asker: Asker | null;
  options: Options;
  /** Files that the next "add a CA file" takes; refilled by a question. */
  caFiles: InputFile[];
  /** The practice CA's file, as a PKI desk would send it. */
  practiceCa: InputFile | null;
};

export class Walk {
  readonly io: Io;
  readonly now: () => Date;
  readonly world: TrustWorld;
  readonly asker: Asker | null;
  readonly options: Options;
  readonly caFiles: InputFile[];
  readonly practiceCa: InputFile | null;
  readonly paint: Paint;
  /** Failures that the walk went on after; they decide the exit code at the end. */
  readonly failures: AppError[] = [];
  journey: TrustJourney;
  /** The name to open, once the name step has found one. */
  useName: string | null = null;
  readonly #runner: JourneyRunner;
  readonly #output: Io['stdout'];
  readonly #colours: boolean;

  constructor({ io, json, now, runner, world, journey, asker, options, caFiles, practiceCa }: Parts) {
    this.io = io;
    this.now = now;
    this.world = world;
    this.asker = asker;
    this.options = options;
    this.caFiles = caFiles;
    this.practiceCa = practiceCa;
    this.journey = journey;
    this.#runner = runner;
    this.#output = json ? io.stderr : io.stdout;
    this.paint = paintFor(this.#output, io.env);
    this.#colours = hasColours(this.#output, io.env);
  }

  /** Acts on the journey. A failure leaves it as it was. */
  async act(action: TrustAction, signal: AbortSignal = this.io.signal): Promise<Result<void>> {
    const { stderr } = this.io;
    const stage: Parameters<JourneyRunner['act']>[2]['stage'] = (name) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${ui.stages[name]}`);
    };
    const next = await this.#runner.act(this.journey.id, action, { signal, stage });
    if (stderr.isTTY) stderr.write('\r\u001b[K');
    if (!next.ok) return next;
    this.journey = next.value;
    return ok(undefined);
  }

  say(lines: readonly string[]): void {
    this.#output.write(lines.map((line) => `${printable(line, this.#colours)}\n`).join(''));
  }

  /** Prose, wrapped and indented under the step's title. */
  tell(text: string, colour?: keyof Paint, indent = '  '): void {
    const lines = wrap(plain(text), this.columns, indent);
    this.say(colour ? lines.map((line) => this.paint[colour](line)) : lines);
  }

  get columns(): number {
    return columnsOf(this.#output);
  }

  begin(step: TrustStepId): void {
    const number = trustStepIds.indexOf(step) + 1;
    const title = cli.onboard.step(number, trustStepIds.length, trust.stepTitle(step));
    this.say(['', this.paint.bold(title)]);
    this.tell(trust.questions[step], 'dim');
  }

  answer(step: TrustStepId): void {
    this.tell(trust.answer(step, this.journey));
  }

  /** A failure that the walk goes on after. */
  fail(error: AppError): void {
    this.failures.push(error);
    this.show(error);
  }

  show(error: AppError): void {
    const { message, hint } = sayError(error);
    this.tell(`${cli.error} ${message}`, 'red');
    this.tell(hint);
  }

  guide(step: TrustStepId): void {
    const facts = guideFacts(this.journey, this.options.scope);
    this.say([`  ${this.paint.bold(cli.onboard.byHand)}`]);
    for (const [index, { text, command }] of trust.guide(step, platform(), facts).entries()) {
      const [first = '', ...rest] = wrap(text, this.columns - 6);
      this.say([`  ${index + 1}. ${first}`, ...rest.map((line) => `     ${line}`)]);
      // A command is for copying: never wrapped.
      if (command) this.say(command.split('\n').map((line) => `       ${line}`));
    }
  }

  /** The guide speaks of the sensor's certificate as a file, so there has to be one. */
  async #saveForImport(): Promise<void> {
    const { import: view, export: files } = this.journey;
    if (files.written.length > 0 || !view?.plan.some(({ role }) => role === 'self-signed-leaf')) return;
    const saved = await this.act({ type: 'export', format: 'der' });
    if (saved.ok) this.answer('export');
    else this.show(saved.error);
  }

  /** Null: the person wants to stop, or is gone. */
  async ask(question: string): Promise<string | null> {
    // A prompt that is longer than the line confuses line editing: the question stands above it.
    this.io.stderr.write(`\n${wrap(question, columnsOf(this.io.stderr), '  ').join('\n')}\n`);
    const answer = (await this.asker?.ask('  > ')) ?? null;
    return answer === null || /^q(uit)?$/i.test(answer) ? null : answer;
  }

  /**
   * One change to this computer: done by us, by hand, or not at all. What we cannot do is shown as a guide, and the
   * journey goes on; `check` looks at the world afterwards.
   */
  async change(step: TrustStepId, what: string, doIt: TrustAction, check: TrustAction): Promise<Stop | null> {
    const words = cli.onboard;
    let choice = '';
    if (!this.options.yes) {
      if (!this.asker) return { error: { code: 'undecided', ...words.undecided.change } };
      const answer = await this.ask(words.ask.do(what));
      if (answer === null) return fail('cancelled', {});
      choice = answer.toLowerCase();
    }
    if (choice.startsWith('s')) {
      this.tell(words.skipped);
      return null;
    }
    if (!choice.startsWith('h')) {
      const done = await this.act(doIt);
      if (done.ok) return null;
      if (done.error.code === 'cancelled') return done;
      this.fail(done.error);
    }
    const byHand = this.asker !== null && !this.options.yes;
    if (byHand && step === 'import') await this.#saveForImport();
    this.guide(step);
    if (!byHand) {
      this.tell(words.goesOn);
      return null;
    }
    const answer = await this.ask(words.ask.byHand);
    if (answer === null) return fail('cancelled', {});
    const looked = await this.act(check);
    if (looked.ok) return null;
    if (looked.error.code === 'cancelled') return looked;
    this.fail(looked.error);
    return null;
  }
}

const platform = (): 'win32' | 'darwin' | 'linux' =>
  process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
