import * as z from 'zod/mini';

export const STATES = ['applied', 'trained', 'met', 'active', 'paused', 'left'] as const;

const minuteOfDay = z.int().check(z.gte(0), z.lte(1440));
/** A weekly window in the network's own time. `day` 0 is Monday; `to` before `from` runs past midnight. */
export const Window = z.object({
  day: z.int().check(z.gte(0), z.lte(6)),
  from: minuteOfDay,
  to: minuteOfDay,
});
export type Window = z.infer<typeof Window>;
export const Availability = z.array(Window).check(z.maxLength(50));

export const language = z.string().check(z.regex(/^[a-z]{2,3}$/));
export const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(4000));
export const short = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
export const byId = z.object({ id: z.uuid() });
