import { z } from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { job } from '../../platform/jobs/index.ts';
import type { IsHeld } from '../../platform/keeping.ts';
import { forgetPutAside, leave } from './commands/leaving.ts';
import { forgetSession, letAskRest, stayOnWay } from './commands/send.ts';
import { tellAdmins, tellOfFlag } from './commands/tell-admins.ts';
import { followAgreement, remindOfAgreement } from './commands/tell-agreement.ts';

/** What a member does themselves with an ask, a stand-down or a test page. */
const heardFrom =
  'assignment.accepted assignment.declined assignment.reserve assignment.en-route assignment.on-scene standdown.acked waking.heard';

export const jobs = [
  job({ name: 'channels.agreementEnds', payload: z.object({}), run: (ctx) => remindOfAgreement(ctx) }),
];

export const handlers = (isHeld: IsHeld) => [
  on('alarm.raised', 'channels.tellAdmins', (ctx, event) => tellAdmins(ctx, event.subject)),
  on('alarm.flagged', 'channels.tellOfFlag', (ctx, event) => tellOfFlag(ctx, event.subject)),
  on('conduct.changed', 'channels.tellAgreement', (ctx) => followAgreement(ctx)),
  // Whoever answers in the field app has been reached: no second way.
  on(heardFrom, 'channels.heardFrom', (ctx, { data }) => stayOnWay(ctx, data.person)),
  on('assignment.released', 'channels.askOver', (ctx, { subject }) => letAskRest(ctx, subject)),
  on('session.ended', 'channels.sessionEnded', (ctx, { subject }) => forgetSession(ctx, subject)),
  // Not at `person.removed`: call-outs may have to call them back first.
  on('person.calledBack', 'channels.forget', (ctx, event) => leave(ctx, event.subject, isHeld)),
  on('hold.released', 'channels.forgetPutAside', (ctx) => forgetPutAside(ctx, isHeld)),
];
