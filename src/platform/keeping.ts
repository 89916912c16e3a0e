import type { Ctx } from './context.ts';

/** What nobody ends has ended so many days after the last that happened to it; then its own time begins. */
export const leftDays = 90;

/** What something is about, so that a hold can be found to cover it. */
export interface About {
  /** What it is: `report`, `incident`. */
  noun: string;
  /** Other records that it belongs to; each is asked for its own `About` in turn. */
  records: string[];
  persons: string[];
  at: Date;
  /** When work on it ended; null while somebody may still be at it. */
  ended: Date | null;
  zoneId?: string | null;
  cell?: string | null;
}

/** Something kept that may have to go. */
export interface Expiring {
  id: string;
  about: About & { ended: Date };
}

/** Where a page of what is due ended. */
export interface Mark {
  at: Date;
  id: string;
}

/** One thing that a feature keeps for a time, and how it goes. */
export interface Keeping {
  /** Feature and what it keeps: `hotline.reports`. */
  name: string;
  /** Which of the network's times holds for it. */
  kind: string;
  /** What ended by `by` and is still there, the oldest end first, after `after`. */
  due(ctx: Ctx, by: Date, after: Mark | null, limit: number): Promise<Expiring[]>;
  /** Removes it whole, in the caller's transaction: what lies in files is queued. Leaves what was taken up again. Returns how many went. */
  purge(ctx: Ctx, ids: string[]): Promise<number>;
}

/** Whether a legal hold is about a member. */
export type IsHeld = (ctx: Ctx, personId: string) => Promise<boolean>;

/** What a feature knows of these records; ids of others are left out. */
export type KnowsAbout = (ctx: Ctx, ids: string[]) => Promise<Map<string, About>>;
