// The form of a request at work: what is typed, what main answers, and what must be mended before it can be sent.
import { type FormEvent, type RefObject, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Progress } from '../../../preload/contract/calls.ts';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { RequestMade, RequestTexts, Tray } from '../../../preload/contract/tools.ts';
import { call } from '../../bridge.ts';
import { catchLostFocus } from '../../parts/page-title.tsx';
import { finder } from '../tray/tray-model.ts';
import { useTask } from '../use-task.ts';
import type { TrayKey } from './key-panel.tsx';
import {
  fieldOf,
  hasNoHost,
  isNewKey,
  missingOf,
  type OwnerField,
  problemOf,
  type RequestEvent,
  type RequestField,
  type RequestForm,
  type RequestProblem,
  type RequestRules,
  reduceRequest,
  requestOrderOf,
  textsOrderOf,
  trayKey,
} from './request-model.ts';

/** With its message, which stands below it, in sight. */
function focusField(input: HTMLElement | null | undefined): void {
  input?.focus({ preventScroll: true });
  (input?.closest('.fui-Field') ?? input)?.scrollIntoView({ block: 'center' });
}

/** Unlocked keys; a locked one is opened on the page of the files. */
function keysOn(tray: Tray | null): TrayKey[] {
  if (!tray) return [];
  const find = finder(tray);
  return tray.files.flatMap(({ id, items }) =>
    items.flatMap((item, index) => {
      const ref = { file: id, item: index };
      if (item.kind !== 'privateKey' || !item.publicKey) return [];
      return find([ref]).map((found) => ({ ...found, item, choice: trayKey(ref) }));
    }),
  );
}

/** Files, or (where the key is made elsewhere) only the texts. */
export type Made = { readonly made: RequestMade } | { readonly texts: RequestTexts };

export interface RequestWork {
  readonly form: RequestForm;
  readonly send: (event: RequestEvent) => void;
  readonly keys: readonly TrayKey[];
  readonly onlyTexts: boolean;
  /** Tried to send it: from then on what is missing is said. */
  readonly tried: boolean;
  readonly problem: RequestProblem | null;
  /** What main last said, if nothing was changed since; and the field that it is about. */
  readonly error: AppError | null;
  readonly field: RequestField | null;
  readonly running: { readonly progress: Progress | null; readonly cancelling: boolean } | null;
  /** Main's dialog was closed. */
  readonly notSaved: boolean;
  /** The question whether to make a request that no browser will read a name from. */
  readonly asking: boolean;
  readonly answer: (yes: boolean) => void;
  readonly rules: RequestRules | null;
  /** Fields that the appliance requires and that are empty; nobody is kept from going on without. */
  readonly missing: readonly OwnerField[];
  readonly submit: (event?: FormEvent) => void;
  /** The same, whatever is missing. */
  readonly submitWithout: () => void;
  readonly cancel: () => void;
  readonly value: Made | null;
  readonly reset: () => void;
  readonly page: RefObject<HTMLFormElement | null>;
}

/** `onMade`: told once key and request were saved. `rules`: of the appliance that it is for. */
export function useRequest(
  tray: Tray | null,
  initial: RequestForm,
  onMade?: (made: RequestMade, saved: NonNullable<RequestMade['saved']>) => void,
  rules: RequestRules | null = null,
): RequestWork {
  const [form, dispatch] = useReducer(reduceRequest, initial);
  const { state, run, cancel, reset } = useTask<'make', Made>();
  const [tried, setTried] = useState(false);
  /** An error belongs to what was sent; as soon as anything changes, it no longer applies. */
  const [changed, setChanged] = useState(false);
  const [asking, setAsking] = useState(false);
  const page = useRef<HTMLFormElement>(null);
  const keys = useMemo(() => keysOn(tray), [tray]);
  const send = (event: RequestEvent) => {
    setChanged(true);
    dispatch(event);
  };
  const { running, failure, value } = state;
  const isRunning = running !== null;
  useEffect(() => {
    if (!isRunning) catchLostFocus();
  }, [isRunning]);
  const error = changed ? null : (failure?.error ?? null);
  const field = error && fieldOf(error);
  useEffect(() => {
    if (!field) return;
    const where = field === 'names' ? '[data-testid="field-name"]' : '[aria-invalid="true"]';
    focusField(page.current?.querySelector<HTMLElement>(where));
  }, [field]);

  const problem = problemOf(form);
  const onlyTexts = form.key === 'none';
  const missing = missingOf(form, rules);
  const isRefused = isNewKey(form.key) && rules !== null && rules.passphrase(form.passphrase) !== null;
  /** The field to mend first; null: it can be sent. */
  const wrongField = (without: boolean): string | null => {
    const [first] = missing;
    if (problem === 'no-name' || problem === 'typed') return { 'no-name': 'field-CN', typed: 'field-name' }[problem];
    if (first && !without) return `field-${first}`;
    if (isRefused) return 'field-new-passphrase';
    return problem === 'differs' ? 'field-again' : null;
  };
  const trySubmit = (without: boolean) => {
    setTried(true);
    send({ type: 'clean' });
    const id = wrongField(without);
    if (id) {
      focusField(page.current?.querySelector<HTMLElement>(`[data-testid="${id}"]`));
    } else if (hasNoHost(form)) setAsking(true);
    else void make();
  };
  const make = async () => {
    setChanged(false);
    const order = requestOrderOf(form, new Map(keys.map(({ choice, ref }) => [choice, ref])));
    const result = await run('make', async (task) => {
      if (onlyTexts || !order) {
        const texts = await call('tools.requestTexts', { order: textsOrderOf(form) });
        return texts.ok ? { ok: true, value: { texts: texts.value } } : texts;
      }
      const made = await call('tools.makeRequest', { task, order });
      return made.ok ? { ok: true, value: { made: made.value } } : made;
    });
    if (result?.ok && 'made' in result.value && result.value.made.saved) {
      setTried(false);
      dispatch({ type: 'set', change: { passphrase: '', again: '' } });
      onMade?.(result.value.made, result.value.made.saved);
    }
  };

  return {
    form,
    send,
    keys,
    onlyTexts,
    tried,
    problem,
    error,
    field,
    running,
    notSaved: value !== null && 'made' in value && !value.made.saved && !isRunning && !failure,
    asking,
    answer: (yes) => {
      setAsking(false);
      if (yes) void make();
    },
    rules,
    missing,
    submit: (event) => {
      event?.preventDefault();
      trySubmit(false);
    },
    submitWithout: () => trySubmit(true),
    cancel,
    value,
    reset,
    page,
  };
}
