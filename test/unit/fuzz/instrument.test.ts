// Counters must change nothing but the counters, whatever the shape of the code.
import { expect, it } from 'vitest';
import { countersName, Instrumenter } from '../../fuzz/instrument.mjs';

const code = `
const dangling = (a, b) => { if (a) if (b) return 'both'; else return 'first'; return 'none' };
const bare = (a, b) => { let out = ''; if (a) if (b) out = 'both'; out += '.'; for (const x of [1, 2]) if (x > 1) out += x; else out += '-'; return out };
const pick = (x) => { switch (x) { case 0: case 1: return 'low'; case 2: default: return 'high' } };
const object = () => ({ a: 1 });
const defaults = ({ a = 5 } = {}, b = (1, 2)) => a ?? b;
const logic = (a, b) => (a && b) || (!a ? (b, 'no') : 'yes');
const assign = (a) => { let b = null; b ??= a; b ||= 'empty'; return b };
const caught = () => { try { null.x } catch { return 'caught' } finally { while (false); } };
class Shape { constructor(a) { this.a = a } get twice() { return this.a * 2 } static of = (a) => new Shape(a) }
async function* series() { for (let i = 0; i < 3; i++) yield i }
const all = async () => { const list = []; for await (const i of series()) list.push(i); return list };
export default async () => JSON.stringify([
  [0, 1].flatMap((a) => [0, 1].flatMap((b) => [dangling(a, b), bare(a, b), logic(a, b)])),
  [0, 1, 2, 3].map(pick), object(), defaults(), defaults({ a: null }), [0, null, 'x'].map(assign), caught(),
  Shape.of(2).twice, await all(),
]);`;

const run = async (text: string): Promise<string> =>
  (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default();

it('keeps what the code does, and counts each way through it', async () => {
  const instrumenter = new Instrumenter();
  const counted = instrumenter.instrument(code);
  const counters = new Uint32Array(instrumenter.counters);
  Reflect.set(globalThis, countersName, counters);
  expect(await run(counted)).toBe(await run(code));
  // Never reached: the loop that runs while false.
  expect([...counters].filter((count) => count === 0)).toHaveLength(1);
  expect(instrumenter.words).toContain('caught');
});

it('tells the two sides of a condition apart', async () => {
  const instrumenter = new Instrumenter();
  const counted = instrumenter.instrument('export default (x) => { if (x) { x = 2 } return x ? "aa" : "bb" }');
  const counters = new Uint32Array(instrumenter.counters);
  Reflect.set(globalThis, countersName, counters);
  const { default: both } = await import(`data:text/javascript,${encodeURIComponent(counted)}`);
  both(true);
  const first = [...counters];
  counters.fill(0);
  both(false);
  expect(first.map((count, at) => [count, counters[at]])).toEqual(
    expect.arrayContaining([
      [1, 0],
      [0, 1],
    ]),
  );
  expect(first.filter((count) => count > 0)).toHaveLength(3);
});
