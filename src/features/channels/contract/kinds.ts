/** Ways to reach a person. `wall` is the demo's phone wall. */
export const KINDS = ['wall', 'push', 'signal', 'whatsapp', 'sms', 'voice', 'email'] as const;
export type Kind = (typeof KINDS)[number];
