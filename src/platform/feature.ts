import type { Ctx } from './context.ts';
import type { Handler } from './events/consumers.ts';
import type { Services } from './http/call.ts';
import type { Page } from './http/pages.ts';
import type { Route } from './http/route.ts';
import type { Job, Loop } from './jobs/index.ts';
import type { Keeping, KnowsAbout } from './keeping.ts';

/** What a demo network is grown from: the same seed gives the same people. */
export interface World {
  /** Uniform in [0, 1), deterministic. */
  random(): number;
  /** Any id, deterministic. */
  id(): string;
  /** The moment of seeding. */
  at: Date;
  volunteers: number;
}

/** A figure for `/metrics`, read when it is asked for: counts and times by codes, nothing of a person. */
export interface Reading {
  name: string;
  help: string;
  label: string;
  read: (services: Services) => Promise<{ label: string; value: number }[]>;
}

/** What a feature hands to the composition root. */
export interface Feature {
  name: string;
  routes?: Route[];
  pages?: Page[];
  jobs?: Job[];
  handlers?: Handler[];
  loops?: Loop[];
  readings?: Reading[];
  /** What it keeps for a time only. */
  keeps?: Keeping[];
  about?: KnowsAbout;
  /** Columns that name a person whose rows follow when two are made one. */
  belongings?: readonly { table: string; column: string }[];
  /** Grows its part of the demo network, as the system. */
  seed?: (ctx: Ctx, world: World) => Promise<void>;
}
