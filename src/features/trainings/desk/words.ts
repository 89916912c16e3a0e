import type { How } from '../contract.ts';

export const hows: Record<How, string> = {
  session: 'in a session',
  prior: 'learnt before',
  online: 'in the app',
  drill: 'in a drill',
};

export const day = (at: string): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' }).format(new Date(at));
