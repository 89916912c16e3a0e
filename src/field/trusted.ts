interface Policy {
  createScriptURL(url: string): TrustedScriptUrl;
}
interface Policies {
  createPolicy(name: string, rules: Record<string, (text: string) => string | null>): Policy;
}
/** What the browser takes as the address of a script: the string itself where there are no Trusted Types. */
export type TrustedScriptUrl = string;

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

const refuseMarkup = (text: string) => (text.includes('<') ? null : text);
const onlyOurWorker = (url: string) => (url === '/field/sw.js' ? url : null);

// Strings never become markup or script here; the one script address is our own worker's.
policies?.createPolicy('default', { createHTML: refuseMarkup });
const porchlight = policies?.createPolicy('porchlight', { createScriptURL: onlyOurWorker });

/** Address of the service worker, in the form that the page's policy takes. */
export const workerUrl = (): TrustedScriptUrl =>
  porchlight ? porchlight.createScriptURL('/field/sw.js') : '/field/sw.js';
