import { on } from '../../platform/events/consumers.ts';
import type { IsHeld } from '../../platform/keeping.ts';
import { followRoles } from './commands/rings.ts';
import { forgetLeft } from './commands.ts';

const account = ({ data }: { data: unknown }) => (data as { account: string }).account;

export const handlers = (isHeld: IsHeld) => [
  on('role.given', 'people.given-rings', (ctx, event) => followRoles(ctx, account(event))),
  on('role.ended', 'people.ended-rings', (ctx, event) => followRoles(ctx, account(event))),
  on('hold.released', 'people.forgetLeft', (ctx) => forgetLeft(ctx, isHeld)),
];
