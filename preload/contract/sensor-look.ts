// One look at a sensor for the troubleshooter: what it serves, how Chromium judges it, what the stores hold of it. The
// same facts as in the trust journey, but nothing of them is kept.
import { z } from 'zod';
import { addressViewSchema, downloadViewSchema, importViewSchema, nameViewSchema } from './trust-journey.ts';

export const sensorLookSchema = z.strictObject({
  address: addressViewSchema,
  download: downloadViewSchema,
  /** Null: no verdict could be had. */
  name: nameViewSchema.nullable(),
  /** What would have to be trusted, and which stores hold it; null where that cannot be told from what was sent. */
  trust: importViewSchema.nullable(),
});
export type SensorLook = z.infer<typeof sensorLookSchema>;
