// What was filled into the last request, kept in the store: public words of a subject, the same for the next sensor.
import { z } from 'zod';
import type { Store } from '../../journal/store.ts';
import type { DeployWorld } from './world.ts';

const key = 'lastSubject';
const schema = z.array(z.strictObject({ type: z.string().max(100), value: z.string().max(1024) })).max(30);

export const lastSubjectIn = (store: Store): DeployWorld['lastSubject'] => ({
  get: () => schema.catch([]).parse(store.get(key)),
  set: (parts) => {
    const kept = schema.safeParse(parts.map(({ type, value }) => ({ type, value })));
    if (kept.success) store.set(key, kept.data);
  },
});
