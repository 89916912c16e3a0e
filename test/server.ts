import { inject } from 'vitest';

/** Where a PostgreSQL of the run is; given by global-setup. */
export interface TestServer {
  host: string;
  port: number;
  user: string;
  template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: TestServer[];
  }
}

/** The PostgreSQL of this worker. */
export function ownServer(): TestServer {
  const servers = inject('servers');
  return servers[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % servers.length]!;
}
