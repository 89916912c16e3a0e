import fc from 'fast-check';
import { afterAll } from 'vitest';

/** The same inputs and people in every run, so that what turns red is the change; `TEST_SEED=…` draws others. */
export const seed = Number(process.env.TEST_SEED ?? 20261126);
fc.configureGlobal({ seed });

const opened: (() => Promise<void>)[] = [];

/** Runs after the file, wherever in it this is called: vitest hears no `afterAll` within a running hook. */
export function closeAfterFile(close: () => Promise<void>): void {
  opened.push(close);
}

afterAll(async () => {
  for (const close of opened.reverse()) await close();
});
