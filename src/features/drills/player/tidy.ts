import { newId } from '../../../platform/id.ts';
import { ackStandDown, readCallout, standDown, stepFor } from '../../callouts/contract.ts';
import { concludeIncident, readIncident, verifyIncident } from '../../incidents/contract.ts';
import { type Case, desk } from './case.ts';
import { type Show, tryTo } from './show.ts';

/** Leaves nothing open behind: everyone is stood down and signed off, the incident ends as it can. */
export async function tidy(show: Show, one: Case): Promise<void> {
  if (!one.incidentId || one.endedAt) return;
  one.endedAt = show.stage.now();
  for (const crew of one.crews) crew.isOver = true;
  const params = { id: one.incidentId };
  await tryTo(show, desk(show), async () => {
    if (one.crews.length > 0) await sendHome(show, one);
    const { verification } = await show.dispatcher.call(readIncident, { params });
    if (verification === 'unverified' || verification === 'checking')
      await show.dispatcher.call(verifyIncident, { params, body: { id: newId(), finding: 'cannot_tell' } });
    const outcome = verification === 'confirmed' ? 'confirmed' : 'cannot-verify';
    await show.dispatcher.call(concludeIncident, { params, body: { outcome } });
    await show.note('tidied', desk(show));
  });
}

/** The desk does for them what they would have done. */
async function sendHome(show: Show, one: Case): Promise<void> {
  const { id, to } = await show.dispatcher.call(standDown, {
    body: { id: newId(), incidentId: one.incidentId!, reason: 'not_needed' },
  });
  for (const { assignmentId } of to)
    await show.dispatcher.call(ackStandDown, { params: { id }, body: { assignmentId } });
  for (const { calloutId } of one.crews) {
    const { assignments } = await show.dispatcher.call(readCallout, { params: { id: calloutId } });
    for (const there of assignments.filter((a) => a.state === 'on_scene'))
      await show.dispatcher.call(stepFor, {
        params: { id: there.id },
        body: { id: newId(), step: 'depart' },
      });
  }
}
