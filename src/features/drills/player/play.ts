import { checkIncident, concludeIncident } from '../../incidents/contract.ts';
import type { Evening, Expected } from '../contract.ts';
import { dueOrder } from '../rules.ts';
import { type Case, desk, isClosedAlone } from './case.ts';
import { Client } from './client.ts';
import { Phones } from './phones.ts';
import { report } from './residents.ts';
import { decide, send } from './send.ts';
import { type Note, type Show, tryTo } from './show.ts';
import { type Pace, Stage, Stopped } from './stage.ts';
import { tidy } from './tidy.ts';
import { checkTold } from './told.ts';
import { triage } from './triage.ts';
import type { Wire } from './wire.ts';

export interface Drill {
  evening: Evening;
  seed: number;
  speed: number;
  wire: Wire;
  pace: Pace;
  onStep(step: Note): Promise<void>;
}

/** Minutes until the desk acts on what it has: a pair is asked soon, a rumour waits for a second report. */
const takes = { send: 0.5, rumour: 2.5, tell: 0.1 };

/**
 * Plays an evening from the first report to the last person told. True when everything went as the evening expects.
 * Throws Refused where the server has no demo to sign in to.
 */
export async function play(drill: Drill): Promise<boolean> {
  const { evening, speed } = drill;
  const { show, count } = await raise(drill);
  await show.note('start', '', {
    ...{ title: evening.title.en, reports: evening.reports.length, speed },
    ...{ dispatcher: desk(show), operator: show.operator.session!.callSign! },
  });
  const cases = evening.expected.map((expected) => openCase(show, expected));
  for (const [n, scene] of dueOrder(evening).entries()) {
    const one = cases.find((c) => c.expected.about === scene.about)!;
    show.stage.in(scene.atMinute, () =>
      tryTo(show, '', async () => {
        const sent = await report(show, scene, n);
        one.sent.push(sent);
        triage(show, one, sent);
      }),
    );
  }
  try {
    await show.stage.play();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    for (const one of cases) await tidy(show, one);
    await show.note('stopped', '');
    return false;
  }
  for (const one of cases) await finish(show, one);
  await show.note('done', '', { count: count.met, failed: count.failed });
  return count.failed === 0;
}

/** Signs the played desk in. */
async function raise({ seed, wire, pace, onStep }: Drill) {
  const stage = new Stage(pace);
  const count = { met: 0, failed: 0 };
  const show: Show = {
    ...{ seed, stage, wire, phones: new Phones(wire), apps: new Map() },
    dispatcher: await new Client(wire).signIn({ role: 'dispatcher' }),
    operator: await new Client(wire).signIn({ role: 'operator' }),
    note(kind, who, values = {}, passed) {
      if (passed !== undefined) count[passed ? 'met' : 'failed']++;
      const minute = Math.round(stage.minute * 10) / 10;
      return onStep({ at: stage.now().toISOString(), minute, who, kind, values, passed: passed ?? null });
    },
  };
  return { show, count };
}

function openCase(show: Show, expected: Expected): Case {
  const one: Case = {
    ...{ expected, sent: [], handled: 0, incidentId: null, crews: [] },
    ...{ isChecked: false, isQuiet: false, endedAt: null },
    next: () => tryTo(show, desk(show), () => goOn(show, one)),
  };
  return one;
}

async function goOn(show: Show, one: Case): Promise<void> {
  const { expected, handled } = one;
  const isEnough = !isClosedAlone(expected) && handled >= Math.min(2, expected.reports);
  if (isEnough && !one.isChecked) await check(show, one);
  if (one.isQuiet && handled === expected.reports && !one.endedAt) await end(show, one);
}

/** Verifiers go and look; or nobody is sent, because the desk finds out by itself that nothing is there. */
async function check(show: Show, one: Case): Promise<void> {
  one.isChecked = true;
  await show.dispatcher.call(checkIncident, { params: { id: one.incidentId! } });
  if (one.expected.callout) show.stage.in(takes.send, () => send(show, one, 'verify'));
  else show.stage.in(takes.rumour, () => decide(show, one));
}

async function end(show: Show, one: Case): Promise<void> {
  if (one.incidentId) {
    const { outcome } = one.expected;
    const given = { params: { id: one.incidentId }, body: { outcome } };
    const { response } = await show.dispatcher.call(concludeIncident, given);
    await show.note('expected.concluded', desk(show), { outcome: keyOf(outcome) }, response === 'concluded');
  }
  one.endedAt = show.stage.now();
  show.stage.in(takes.tell, () => checkTold(show, one));
}

/** As the messages name it. */
const keyOf = (outcome: string) => outcome.replaceAll('-', '_');

/** A case that did not come to its end is a failure, and is not left open. */
async function finish(show: Show, one: Case): Promise<void> {
  if (one.endedAt) return;
  await show.note('expected.concluded', '', { outcome: keyOf(one.expected.outcome) }, false);
  await tidy(show, one);
}
