import type { Evening } from '../contract.ts';
import { dueOrder } from '../rules.ts';
import { type Case, tidy, triage } from './case.ts';
import { Client } from './client.ts';
import { Phones } from './phones.ts';
import { report } from './residents.ts';
import { type Note, type Show, tryTo } from './show.ts';
import { type Pace, Stage, Stopped } from './stage.ts';
import { checkTold } from './told.ts';
import type { Wire } from './wire.ts';

export interface Drill {
  evening: Evening;
  seed: number;
  speed: number;
  wire: Wire;
  pace: Pace;
  onStep(step: Note): Promise<void>;
}

/**
 * Plays an evening from the first report to the last person told. True when everything went as the evening expects.
 * Throws Refused where the server has no demo to sign in to.
 */
export async function play({ evening, seed, speed, wire, pace, onStep }: Drill): Promise<boolean> {
  const stage = new Stage(pace);
  const count = { met: 0, failed: 0 };
  const show: Show = {
    ...{ seed, stage, wire, phones: new Phones(wire) },
    dispatcher: await new Client(wire).signIn({ role: 'dispatcher' }),
    operator: await new Client(wire).signIn({ role: 'operator' }),
    note(kind, who, values = {}, passed) {
      if (passed !== undefined) count[passed ? 'met' : 'failed']++;
      const minute = Math.round(stage.minute * 10) / 10;
      return onStep({ at: stage.now().toISOString(), minute, who, kind, values, passed: passed ?? null });
    },
  };
  const title = evening.title.en;
  await show.note('start', '', { title, reports: evening.reports.length, speed });
  const cases = openCases(show, evening);
  for (const [n, scene] of dueOrder(evening).entries()) {
    const theCase = cases.find((c) => c.expected.about === scene.about)!;
    const see = async () => {
      const sent = await report(show, scene, n);
      theCase.sent.push(sent);
      triage(show, theCase, sent);
    };
    stage.in(scene.atMinute, () => tryTo(show, '', see));
  }
  try {
    await stage.play();
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

const openCases = (show: Show, evening: Evening): Case[] =>
  evening.expected.map((expected) => ({
    expected,
    sent: [],
    handled: 0,
    incidentId: null,
    crews: [],
    isSending: false,
    isQuiet: false,
    endedAt: null,
    onEnd: (ended) => show.stage.in(0.1, () => checkTold(show, ended)),
  }));

/** A case that did not come to its end is a failure, and is not left open. */
async function finish(show: Show, one: Case): Promise<void> {
  if (one.endedAt) return;
  await show.note('expected.concluded', '', { outcome: one.expected.outcome }, false);
  await tidy(show, one);
}
