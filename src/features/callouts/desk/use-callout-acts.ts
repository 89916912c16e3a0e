import { seal } from '../../../desk/kit/api.ts';
import { newId } from '../../../desk/kit/id.ts';
import { notify } from '../../../desk/kit/notices.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { count } from '../../../desk/kit/words.ts';
import type { Given } from '../../../platform/http/endpoint.ts';
import * as c from '../contract.ts';

const stale = ['/api/v1/callouts', '/api/v1/incidents', '/api/v1/alarms'];

const outcomes: Record<'accepted' | 'reserve' | 'declined' | 'noted', string> = {
  accepted: 'Yes is written down; the meet point goes to them.',
  reserve: 'All places are taken: kept in reserve.',
  declined: 'No is written down. Somebody else is asked.',
  noted: 'Written down.',
};

/** Who reads the timeline. */
const timeline = ['desk', 'legal'] as const;

/** What somebody said beside yes or no, as the call-out shows it and as the timeline does. */
async function sealedAnswer(assignment: string, { id, words }: Given<typeof c.answerFor>['body']) {
  if (!words) return {};
  const { says } = await seal(['desk'], assignment, { says: words });
  return { words: says, said: (await seal(timeline, id, { words })).words };
}

const sealedFinding = async ({ id, words }: Given<typeof c.findFor>['body']) =>
  words ? seal(timeline, id, { words }) : {};

/** What a dispatcher does with people who were asked. */
export function useAssignmentActs(id: string) {
  const params = { id };
  const answer = useAct(c.answerFor, {
    stale,
    sealing: async ({ params, body }) => ({ params, body: { ...body, ...(await sealedAnswer(id, body)) } }),
    done: ({ outcome }) => outcomes[outcome],
  });
  const seat = useAct(c.seatReserve, { stale, done: () => 'They are asked to come after all.' });
  const step = useAct(c.stepFor, { stale });
  const wait = useAct(c.letWait, {
    stale,
    done: () => 'They may go and wait at the meet point. It stays on the timeline.',
  });
  const release = useAct(c.releaseSeat, { stale, done: () => 'Their place is free. The next is asked.' });
  const find = useAct(c.findFor, {
    stale,
    sealing: async ({ params, body }) => ({ params, body: { ...body, ...(await sealedFinding(body)) } }),
  });
  const seen = useAct(c.needSeen, { stale });
  const ack = useAct(c.ackStandDown, { stale });
  const handle = useAct(c.handleEmergency, { stale, done: () => 'In hand. It stays on the timeline.' });
  return {
    busy: [answer, seat, step, seen, ack, wait, release, find].some(({ busy }) => busy),
    answer: (says: 'yes' | 'no', words: string, etaMinutes?: number) =>
      answer.run({ params, body: { id: newId(), says, etaMinutes, words: words || undefined } }),
    seat: () => seat.run({ params }),
    step: (name: (typeof c.STEPS)[number]) => step.run({ params, body: { id: newId(), step: name } }),
    letWait: () => wait.run({ params }),
    release: () => release.run({ params }),
    find: (finding: c.Finding, words: string) =>
      find.run({ params, body: { id: newId(), finding, words: words || undefined } }),
    needSeen: () => seen.run({ params }),
    ack: (standDown: string) => ack.run({ params: { id: standDown }, body: { assignmentId: id } }),
    handleEmergency: (emergency: string) => handle.run({ params: { id: emergency } }),
  };
}

/** What a dispatcher does with a call-out. */
export function useCalloutActs(id: string) {
  const params = { id };
  const resend = useAct(c.resendCallout, { stale, done: () => 'Asked again, and others are looked for.' });
  const close = useAct(c.closeCallout, {
    stale,
    done: () => 'Nobody further is asked. Those who go, go on.',
  });
  return {
    busy: resend.busy || close.busy,
    resend: () => resend.run({ params }),
    close: () => close.run({ params }),
  };
}

export function useStandDown(incidentId: string) {
  const standDown = useAct(c.standDown, {
    stale,
    done: ({ to }) =>
      `Stood down. ${count(to.length, 'person', 'people')} told; the panel shows who has read it.`,
  });
  return (reason: c.StandDownReason) => standDown.run({ body: { id: newId(), incidentId, reason } });
}

export function useStartCallout(onDone: () => void) {
  return useAct(c.startCallout, {
    stale,
    quiet: true,
    after: (callout) => {
      notify({ text: `Call-out ${callout.code}: ${count(callout.asked, 'person', 'people')} asked so far.` });
      onDone();
    },
  });
}
