import { createRequire } from 'node:module';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Plugin } from 'vite';

const { resolve } = createRequire(import.meta.resolve('intl-messageformat'));
const noParser = resolve('@formatjs/icu-messageformat-parser/no-parser.js');
const parse = (text: string) => new IntlMessageFormat(text, 'en').getAst();

/**
 * For a face's vite.config: parses every `messages/<lang>.json` while building, so that the bundle needs no parser.
 * `messages()` brings 2.9 KB (brotli) into a bundle then, instead of 9.9. A message that does not parse stops the build.
 */
export const precompiledMessages = (): Plugin => ({
  name: 'precompiled-messages',
  enforce: 'pre',
  config: () => ({
    resolve: { alias: [{ find: /^@formatjs\/icu-messageformat-parser$/, replacement: noParser }] },
  }),
  transform: {
    filter: { id: /\/messages\/[a-z]{2}\.json$/ },
    handler: (json) => {
      const words = Object.entries(JSON.parse(json) as Record<string, string>);
      return {
        code: JSON.stringify(Object.fromEntries(words.map(([key, text]) => [key, parse(text)]))),
        map: null,
      };
    },
  },
});
