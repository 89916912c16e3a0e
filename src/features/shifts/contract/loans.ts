import * as z from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';
import { byId, Day, SHIFT_ROLES } from './common.ts';

const asked = {
  /** Whose shifts they are. */
  borrowerId: z.uuid(),
  /** Whose people are asked for. */
  lenderId: z.uuid(),
  /** Null: for every role. */
  role: z.nullable(z.enum(SHIFT_ROLES)),
  fromDay: Day,
  untilDay: Day,
};

export const Loan = z.object({
  id: z.uuid(),
  ...asked,
  state: z.enum(['asked', 'agreed', 'refused', 'ended']),
  at: z.iso.datetime(),
  /** Places that are free in the shifts that it is for. */
  free: z.int(),
  /** decide, end */
  can: z.array(z.string()),
});
export type Loan = z.infer<typeof Loan>;

export const listLoans = endpoint({
  method: 'GET',
  path: '/api/v1/rota/loans',
  summary: 'What chapters lend each other, asked and agreed; what is over or was refused for a week',
  out: z.object({ items: z.array(Loan) }),
});

export const askLoan = endpoint({
  method: 'POST',
  path: '/api/v1/rota/loans',
  summary: 'Ask another chapter for people for some days; its coordinators are told and decide',
  body: z.object({ id: z.uuid(), ...asked }),
  out: Loan,
});

export const decideLoan = endpoint({
  method: 'POST',
  path: '/api/v1/rota/loans/:id/decision',
  summary:
    'Agree to lend, or not. Agreed, the chapter’s people see the shifts and may take them by the usual rules',
  params: byId,
  body: z.object({ agree: z.boolean() }),
  out: Loan,
});

export const endLoan = endpoint({
  method: 'POST',
  path: '/api/v1/rota/loans/:id/end',
  summary: 'End it, from either side; who has taken a shift keeps it',
  params: byId,
  body: z.object({}),
  out: Loan,
});
