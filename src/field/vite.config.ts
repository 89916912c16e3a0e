import { fileURLToPath } from 'node:url';
import { build, defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  root: here('.'),
  base: '/field/',
  resolve: {
    alias: [{ find: /^\.\.\/createLucideIcon\.mjs$/, replacement: here('drawing.ts') }],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Named exports would name every word twice in the bundle.
  json: { namedExports: false },
  build: {
    outDir: here('../../dist/field'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: mode === 'development',
    rolldownOptions: {
      output: {
        // What the first action needs is one file: as five it is 2 KB more, and as many questions.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
  plugins: [serviceWorker(mode)],
}));

/** Builds sw.ts after the app, as one classic script at /field/sw.js that knows every file the app is made of. */
function serviceWorker(mode: string): Plugin {
  return {
    name: 'field-service-worker',
    buildStart() {
      this.addWatchFile(here('sw.ts'));
    },
    async writeBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((file) => !/\.(map|html)$/.test(file));
      await build({
        configFile: false,
        mode,
        logLevel: 'warn',
        publicDir: false,
        define: { FILES: JSON.stringify(files.sort()) },
        build: {
          outDir: here('../../dist/field'),
          emptyOutDir: false,
          target: 'es2022',
          rolldownOptions: { input: here('sw.ts'), output: { format: 'iife', entryFileNames: 'sw.js' } },
        },
      });
    },
  };
}
