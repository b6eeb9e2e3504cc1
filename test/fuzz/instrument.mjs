// @ts-check
// Coverage for the fuzzer: puts a counter into each branch of a module's JavaScript, and collects its text constants.
// Own code: the one maintained fuzzer for Node (@jazzer.js/core 4) ships a Linux binary that needs glibc 2.38, and not
// the sources to build another; all that guidance needs is this. It does not measure, judge or run anything.
import { parseAst } from 'vite';

/**
 * @typedef {{ type: string, start: number, end: number } & Record<string, unknown>} Node
 * @typedef {{ at: number, text: string, suffix: boolean }} Insertion
 */

/** Where modules find the array of counters; whoever runs them puts it there first. */
export const countersName = '__fuzzCounters';

/** @param {unknown} value @returns {value is Node} */
const isNode = (value) => typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

/** @param {Node} node @returns {Node[]} */
const childrenOf = (node) =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/**
 * One counter for each way that the code can take: functions, both sides of conditions, the right sides of `&&`,
 * `||`, `??` and of defaults, cases, loops, catch clauses.
 */
export class Instrumenter {
  /** How many counters the modules so far have. */
  counters = 0;
  /** Text constants of the modules: labels, identifiers, keywords that random bytes would not hit. @type {Set<string>} */
  words = new Set();

  /** The module's code with counters in it. @param {string} code JavaScript (an ES module) */
  instrument(code) {
    /** @type {Insertion[]} */
    const insertions = [];
    const count = () => `__fc[${this.counters++}]++`;
    const insert = (/** @type {number} */ at, /** @type {string} */ text, suffix = false) =>
      insertions.push({ at, text, suffix });
    const expression = (/** @type {unknown} */ node) => {
      if (!isNode(node)) return;
      insert(node.start, `(${count()},`);
      insert(node.end, ')', true);
    };
    const statement = (/** @type {unknown} */ node) => {
      if (!isNode(node)) return;
      if (node.type === 'BlockStatement') insert(node.start + 1, `${count()};`);
      else {
        insert(node.start, `{${count()};`);
        insert(node.end, '}', true);
      }
    };
    /** @param {Node} node */
    const visit = (node) => {
      switch (node.type) {
        case 'IfStatement':
          if (isNode(node.alternate)) statement(node.alternate);
          else insert(node.end, `else{${count()};}`, true);
          statement(node.consequent);
          break;
        case 'ConditionalExpression':
          expression(node.consequent);
          expression(node.alternate);
          break;
        case 'LogicalExpression':
        case 'AssignmentPattern':
          expression(node.right);
          break;
        case 'AssignmentExpression':
          if (/^(&&|\|\||\?\?)=$/.test(String(node.operator))) expression(node.right);
          break;
        case 'SwitchCase': {
          const first = /** @type {Node[]} */ (node.consequent)[0];
          if (first) insert(first.start, `${count()};`);
          else insert(node.end, `${count()};`, true);
          break;
        }
        case 'ForStatement':
        case 'ForOfStatement':
        case 'ForInStatement':
        case 'WhileStatement':
        case 'DoWhileStatement':
        case 'CatchClause':
        case 'FunctionDeclaration':
        case 'FunctionExpression':
          statement(node.body);
          break;
        case 'ArrowFunctionExpression':
          if (isNode(node.body) && node.body.type === 'BlockStatement') statement(node.body);
          else expression(node.body);
          break;
        case 'Literal':
          if (typeof node.value === 'string' && node.value.length > 1 && node.value.length <= 64)
            this.words.add(node.value);
          break;
      }
      for (const child of childrenOf(node)) visit(child);
    };
    visit(/** @type {Node} */ (/** @type {unknown} */ (parseAst(code))));
    return `const __fc = globalThis.${countersName};${spliced(code, insertions)}`;
  }
}

/**
 * At one place, what closes an inner thing comes before what closes an outer one, and both before what opens the next.
 * @param {string} code @param {Insertion[]} insertions in the order of opening
 */
const spliced = (code, insertions) => {
  const closing = insertions.filter(({ suffix }) => suffix).reverse();
  const opening = insertions.filter(({ suffix }) => !suffix);
  const sorted = [...closing, ...opening].sort((a, b) => a.at - b.at);
  let out = '';
  let from = 0;
  for (const { at, text } of sorted) {
    out += code.slice(from, at) + text;
    from = at;
  }
  return out + code.slice(from);
};
