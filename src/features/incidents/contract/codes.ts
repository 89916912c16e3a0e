export const VERIFICATIONS = ['unverified', 'checking', 'confirmed', 'not_confirmed'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

export const RESPONSES = ['none', 'called_out', 'responding', 'watching', 'concluded'] as const;
export type Response = (typeof RESPONSES)[number];

/** What a check found. Everything but `confirmed` makes the incident not confirmed. */
export const FINDINGS = ['confirmed', 'nothing_there', 'other_agency', 'cannot_tell'] as const;
export type Finding = (typeof FINDINGS)[number];

/** What one source says. */
export const SAYS = ['seen', 'nothing', 'other_agency', 'cannot_tell'] as const;
export type Says = (typeof SAYS)[number];

export const SOURCE_KINDS = ['report', 'verifier', 'observer', 'desk'] as const;
export const CHANGES = ['link', 'unlink', 'merge', 'split', 'conclude'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** The ways a playbook's rule can be met. */
export const RULES = ['verifier_on_scene', 'independent_sources'] as const;
export type RuleMet = (typeof RULES)[number];

/** What is still wanting before "confirm" is offered. */
export const MISSING = ['verifier', 'first_hand', 'independent', 'picture'] as const;
export type Missing = (typeof MISSING)[number];

export const LURE_SIGNS = ['night', 'private_address', 'single_anonymous'] as const;
export type LureSign = (typeof LURE_SIGNS)[number];
