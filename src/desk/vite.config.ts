import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => {
  // What is built is what is served, also under a test's NODE_ENV: React's other build is twice the size.
  process.env.NODE_ENV = mode === 'development' ? 'development' : 'production';
  return {
    root: here('.'),
    base: '/desk/',
    oxc: { jsx: { runtime: 'automatic' } },
    // The server puts a fresh nonce here each time it sends the page.
    html: { cspNonce: '__NONCE__' },
    build: {
      outDir: here('../../dist/desk'),
      emptyOutDir: true,
      target: 'es2023',
      sourcemap: mode === 'development',
      // MapLibre alone is larger; it is loaded with the first map.
      chunkSizeWarningLimit: 1500,
      rolldownOptions: {
        // h3-js says nothing about side effects and has none: 74 KB that only the map needs. Nor has a contract: what of
        // one no screen of the first load asks for does not come with it.
        treeshake: { moduleSideEffects: (id) => !/h3-js|\/features\/[^/]+\/contract/.test(id) },
        // safety.ts runs before any other module, whatever chunk that lies in.
        output: { strictExecutionOrder: true },
        // Mantine marks its modules for servers that render React, which we do not.
        onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
      },
    },
    worker: { format: 'es' },
  };
});
