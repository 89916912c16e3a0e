interface Policies {
  createPolicy(name: string, rules: Record<string, (text: string) => string | null>): unknown;
}

// Strings never become markup here, and there is no script but the one that the page names.
const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
policies?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });
