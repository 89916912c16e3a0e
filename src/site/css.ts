import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** The style sheet of the public pages: the tokens, then the pages' own rules; comments and indents left out. */
export const siteCss: string = (read('../ui/tokens.css') + read('./site.css'))
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\s*\n\s*/g, '\n')
  .trim();

/** Its address; it changes with the content, so that the answer may be kept for ever. */
export const siteCssUrl: string = `/assets/site.css?v=${createHash('sha256').update(siteCss).digest('hex').slice(0, 8)}`;
