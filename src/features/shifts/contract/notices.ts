import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { KINDS } from '../../channels/contract.ts';
import { Piece } from './rota.ts';

/** How long before a shift somebody may be reminded of it, in minutes. */
export const REMINDERS = [30, 60, 120, 240, 720, 1440, 2880] as const;

const chosen = {
  reminders: z.array(z.literal(REMINDERS)).check(z.maxLength(4)),
  /** The digest of the day; who has no part in planning or the desk gets none. */
  digest: z.boolean(),
  /** Null: as they are reached for everything. */
  way: z.nullable(z.enum(KINDS)),
};

export const ShiftNotices = z.object({
  ...chosen,
  /** The ways that they have. */
  ways: z.array(z.enum(KINDS)),
  /** Whether there is a digest for them. */
  hasDigest: z.boolean(),
});
export type ShiftNotices = z.infer<typeof ShiftNotices>;

export const readShiftNotices = endpoint({
  method: 'GET',
  path: '/api/v1/me/shift-notices',
  summary: 'How I hear of my shifts, and of the rota',
  out: ShiftNotices,
});

export const setShiftNotices = endpoint({
  method: 'POST',
  path: '/api/v1/me/shift-notices',
  summary: 'Choose how long before a shift I am reminded, by which way, and whether I get the digest',
  body: z.object(chosen),
  out: ShiftNotices,
});

export const RotaDigest = z.object({
  now: z.array(Piece),
  nextAt: z.nullable(z.iso.datetime()),
  next: z.array(Piece),
  /** What is short in the seven days ahead, the soonest first; at most 50. */
  short: z.array(Piece),
  shortHours: z.number(),
});
export type RotaDigest = z.infer<typeof RotaDigest>;

export const readRotaDigest = endpoint({
  method: 'GET',
  path: '/api/v1/rota/digest',
  summary: 'Who is on now and next, and what is short this week; of the network and one’s own chapter',
  out: RotaDigest,
});
