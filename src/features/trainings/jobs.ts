import { on } from '../../platform/events/consumers.ts';
import { newId } from '../../platform/id.ts';
import { forget, issueCertificate } from './commands.ts';

export const handlers = [
  // One without a certificate could be told apart from those who have one.
  on('canary.made', 'trainings.certify', async (ctx, { subject }) => {
    await issueCertificate(ctx, { id: newId(), personId: subject, course: 'observer' });
  }),
  on('person.removed', 'trainings.forget', (ctx, { subject }) => forget(ctx, subject)),
];
