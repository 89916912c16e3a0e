import { on } from '../../platform/events/consumers.ts';
import { followRoles } from './commands/rings.ts';

const account = ({ data }: { data: unknown }) => (data as { account: string }).account;

export const handlers = [
  on('role.given', 'people.given-rings', (ctx, event) => followRoles(ctx, account(event))),
  on('role.ended', 'people.ended-rings', (ctx, event) => followRoles(ctx, account(event))),
];
