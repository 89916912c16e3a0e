import { z } from 'zod/mini';
import type { Telephone } from '../channels/index.ts';
import * as commands from './commands.ts';

const isId = z.uuid();
const idOf = (text: string | undefined) => (isId.safeParse(text).success ? text! : null);
const turnOf = (text: string | undefined) => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : null);

/** Who answers when a carrier asks what a leg is to do: a member's own, a call that goes on, or a new one. */
export const telephone: Telephone = {
  answer: (call, { carrierId, from, next, digits, recording }) =>
    call.tx((ctx) => {
      const [leg, known] = [idOf(next.leg), idOf(next.call)];
      if (leg) return commands.answerLeg(ctx, leg, carrierId, digits);
      if (known)
        return commands.proceed(ctx, known, turnOf(next.turn), { from, digits, recorded: recording });
      return commands.arrive(ctx, { door: 'phone', carrierId, from });
    }),
  over: (call, { carrierId, next }) =>
    call.tx((ctx) => {
      const [leg, known] = [idOf(next.leg), idOf(next.call)];
      if (leg) return commands.legOver(ctx, leg);
      return known ? commands.ended(ctx, known) : commands.hungUp(ctx, 'phone', carrierId);
    }),
};
