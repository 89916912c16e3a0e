import * as z from 'zod/mini';

interface Policies {
  createPolicy(name: string, rules: { createHTML: Refuse; createScriptURL: Refuse }): unknown;
}
type Refuse = (text: string) => string | null;

/** Mantine and React set style sheets as "HTML": text without a tag is let through, markup never. */
const textOnly: Refuse = (text) => (text.includes('<') ? null : text);

/** Workers may only be our own built files. */
const ownAssets: Refuse = (url) =>
  new URL(url, location.href).href.startsWith(`${location.origin}/desk/assets/`) ? url : null;

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
policies?.createPolicy('default', { createHTML: textOnly, createScriptURL: ownAssets });

// Zod's compiled parsers need eval, which the page does not have.
z.config({ jitless: true });
