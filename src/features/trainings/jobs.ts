import * as z from 'zod/mini';
import { on } from '../../platform/events/consumers.ts';
import { newId } from '../../platform/id.ts';
import { job, type Loop } from '../../platform/jobs/index.ts';
import { followMerges } from '../people/index.ts';
import {
  closeForgotten,
  followMerged,
  followParted,
  forget,
  forgetLearntOfLeft,
  forgetQuizzes,
  forgetReasons,
  issueCertificate,
  leaveTrainings,
  promoteDue,
  remind,
  remindTrainings,
  tellDue,
} from './commands.ts';
import { belongings } from './store.ts';

const payload = z.object({});

export const jobs = [
  job({ name: 'trainings.promote', payload, cron: '*/10 * * * *', run: (ctx) => promoteDue(ctx) }),
  job({ name: 'trainings.remind', payload, cron: '*/5 * * * *', run: (ctx) => remindTrainings(ctx) }),
  job({ name: 'trainings.close', payload, cron: '13 * * * *', run: (ctx) => closeForgotten(ctx) }),
  job({ name: 'trainings.ending', payload, cron: '41 15 * * *', run: (ctx) => remind(ctx) }),
  job({ name: 'trainings.quizzes', payload, cron: '27 3 * * *', run: (ctx) => forgetQuizzes(ctx) }),
  job({ name: 'trainings.reasons', payload, cron: '28 3 * * *', run: (ctx) => forgetReasons(ctx) }),
];

export const loops: Loop[] = [{ name: 'trainings.tell', run: tellDue }];

export const handlers = [
  // One without a certificate could be told apart from those who have one.
  on('canary.made', 'trainings.certify', async (ctx, { subject }) => {
    await issueCertificate(ctx, { id: newId(), personId: subject, course: 'observer' });
  }),
  on('person.removed', 'trainings.forget', (ctx, { subject }) => forget(ctx, subject)),
  on('hold.released', 'trainings.forgetLearnt', (ctx) => forgetLearntOfLeft(ctx)),
  ...followMerges('trainings', belongings, { merged: followMerged, parted: followParted }),
  on('person.removed', 'trainings.leave', (ctx, { subject }) => leaveTrainings(ctx, subject)),
];
