import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => ({
  root: here('.'),
  base: '/demo/phones/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  json: { namedExports: false },
  build: {
    outDir: here('../../dist/phones'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: mode === 'development',
  },
}));
