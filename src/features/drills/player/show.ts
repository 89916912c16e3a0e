import type { Step } from '../contract.ts';
import type { Key } from '../messages.ts';
import type { Client } from './client.ts';
import type { Phones } from './phones.ts';
import { type Stage, Stopped } from './stage.ts';
import type { Wire } from './wire.ts';

/** A step before it is put into words; `values` are call signs, codes, counts and crossings, never anyone's words. */
export type Note = Pick<Step, 'at' | 'minute' | 'who' | 'passed'> & {
  kind: Key;
  values: Record<string, string | number>;
};

/** What everyone who plays has in hand. */
export interface Show {
  seed: number;
  stage: Stage;
  wire: Wire;
  phones: Phones;
  dispatcher: Client;
  operator: Client;
  /** Field apps, by person. */
  apps: Map<string, Client>;
  /** Writes a step. With `passed` it is an expectation. */
  note(kind: Key, who: string, values?: Note['values'], passed?: boolean): Promise<void>;
}

/** Runs an act and writes down its failure instead of ending the evening. */
export async function tryTo(show: Show, who: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Stopped) throw error;
    await show.note('failed', who, { why: error.message.slice(0, 300) }, false);
  }
}
