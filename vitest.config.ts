import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Tests beside a feature that have a database and the whole application: two thirds of the time of all. */
const withDatabase = () =>
  globSync('src/**/*.test.ts', { cwd: import.meta.dirname }).filter((file) =>
    /test\/(harness|switchboard|keyholders)\.ts'/.test(
      readFileSync(`${import.meta.dirname}/${file}`, 'utf8'),
    ),
  );

/** What `npm run test:quick` leaves to `npm test`; it keeps all rules, every route's status, and the stories across features. */
const slow = () => [
  ...withDatabase(),
  ...[
    'test/faults/**',
    'test/{canaries,hidden,rotation,separation}.test.ts',
    'src/platform/db/keeper.test.ts',
  ],
  'test/stories/{rota-month,young-network}.test.ts',
];

/** `house` runs over a PostgreSQL for each worker; `screens` drives a whole server of its own in Chromium. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    setupFiles: 'test/setup.ts',
    // A line for each file that passes, so that what failed stands out at the end.
    slowTestThreshold: 60_000,
    // Of its own it gives up after one second, which a busy machine needs for a page.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'house',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...(process.env.TEST_QUICK ? slow() : [])],
          globalSetup: 'test/global-setup.ts',
          hookTimeout: 60_000,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'screens',
          include: ['test/e2e/*.test.ts'],
          globalSetup: 'test/e2e/build.ts',
          hookTimeout: 300_000,
          testTimeout: 300_000,
        },
      },
    ],
  },
});
