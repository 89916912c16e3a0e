import '../../../desk/css/goals.css';
import { useDeferredValue, useMemo, useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { type Goal, type GoalName, readGoals } from '../contract.ts';
import {
  chanceBy,
  type Forecast,
  forecast,
  futuresOf,
  type Levers,
  longestQueue,
  longestWait,
  nameBottleneck,
  noLevers,
  reachedOf,
} from '../rules.ts';
import { Fan, pastOf } from './fan.tsx';
import { Figures } from './figures.tsx';
import { Funnel } from './funnel.tsx';
import { SetGoal } from './set-goal.tsx';
import { isChanged, WhatIf } from './what-if.tsx';
import {
  bottleneckWords,
  chanceWords,
  dayWords,
  number,
  queueWords,
  reachedWords,
  SERIES_WORDS,
  weeksUntil,
} from './words.ts';

/** Whether the goals will be met, what stands in the way, and what would help. */
export function Goals() {
  const query = useCall(readGoals, {}, { every: 300_000, keep: true });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Goals</h1>
      </header>
      <Loaded query={query} lines={10}>
        {(page) => <Page page={page} />}
      </Loaded>
    </main>
  );
}

function Page({ page }: { page: Answer<typeof readGoals> }) {
  const { goals, facts, past, chapters, languages, can } = page;
  const chapterName = useChapterName();
  const [shown, show] = useState<GoalName>('members');
  const [editing, edit] = useState<Goal | null>(null);
  const [levers, setLevers] = useState<Levers>(noLevers);
  const pulled = useDeferredValue(levers);
  const targets = useMemo(
    () => Object.fromEntries(goals.map((g) => [g.goal, g.target])) as Record<GoalName, number>,
    [goals],
  );
  const futures = useMemo(() => futuresOf(facts), [facts]);
  const now = useMemo(() => forecast(futures, targets), [futures, targets]);
  const named = useMemo(() => nameBottleneck(futures, targets), [futures, targets]);
  const queue = useMemo(() => longestQueue(futures), [futures]);
  const then = useMemo(
    () => (isChanged(pulled) ? forecast(futures, targets, pulled) : null),
    [futures, targets, pulled],
  );
  const [chosen, choose] = useState<string | null>(null);
  const chapterId = chosen ?? longestWait(futures)?.chapterId ?? facts.flows[0]?.chapterId ?? '';
  const goal = goals.find((g) => g.goal === shown)!;
  const { today } = facts;
  const weeks = weeksShown(now, goal, today);
  const changed = then?.fans[shown][2] ?? null;
  return (
    <>
      <p className="goal-narrow">
        {named
          ? bottleneckWords(named, today, chapterName)
          : now.reached && goals.every((g) => g.reached >= g.target)
            ? 'All goals are reached.'
            : 'No single step would bring the date much nearer.'}
      </p>
      {queue && <p className="goal-narrow">{queueWords(queue, chapterName)}</p>}
      <div className="goal-cards">
        {goals.map((g) => (
          <GoalCard
            key={g.goal}
            goal={g}
            {...{ now, then, today }}
            pressed={g.goal === shown}
            onShow={() => show(g.goal)}
            onEdit={can.includes('set') ? () => edit(g) : null}
          />
        ))}
      </div>
      <section className="stack" aria-labelledby="way">
        <h2 id="way">The way to {number(goal.target)}</h2>
        <div className="goal-way">
          <Fan
            title={`${SERIES_WORDS[shown]}: ${reachedWords(reachedOf(now.reached[shown]), today)}`}
            {...{ today, weeks, changed }}
            bands={now.fans[shown]}
            past={shown === 'trainers' ? [] : pastOf(past, shown)}
            target={goal.target}
            due={goal.due}
          />
          <Figures {...{ today, weeks, changed }} bands={now.fans[shown]} />
        </div>
        <p className="soft">
          {facts.weeks < 4
            ? 'There is little to learn from yet, so the bands are wide: they will narrow with each week.'
            : `From the last ${facts.weeks} weeks of this network: who signs up, who comes, who gives up, what trainers can hold. It may well come otherwise.`}
        </p>
      </section>
      <WhatIf {...{ facts, chapterName, chapterId, levers }} onChapter={choose} onChange={setLevers} />
      <Funnel {...{ chapters, languages, chapterName }} />
      {editing && <SetGoal goal={editing} today={today} onClose={() => edit(null)} />}
    </>
  );
}

/** As far as the goal's day and most of the runs, half a year at least. */
function weeksShown({ reached, weeks }: Forecast, { goal, due }: Goal, today: string): number {
  const { late } = reachedOf(reached[goal]);
  return Math.round(Math.min(weeks, Math.max(26, weeksUntil(today, due) + 8, (late ?? weeks) + 8)));
}

function GoalCard(props: {
  goal: Goal;
  now: Forecast;
  then: Forecast | null;
  today: string;
  pressed: boolean;
  onShow: () => void;
  onEdit: (() => void) | null;
}) {
  const { goal, now, then, today, pressed, onShow, onEdit } = props;
  const word = SERIES_WORDS[goal.goal];
  const chance = (f: Forecast) => chanceBy(f.reached[goal.goal], weeksUntil(today, goal.due));
  const done = Math.min(1, goal.reached / goal.target);
  return (
    <section className="goal-card" aria-label={word}>
      <h2>{word}</h2>
      <p className="goal-count">
        <strong>{number(goal.reached)}</strong> of {number(goal.target)}
      </p>
      <svg className="goal-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="funnel-rest" width="100" height="6" />
        <rect className="funnel-part" width={100 * done} height="6" />
      </svg>
      <p>{reachedWords(reachedOf(now.reached[goal.goal]), today)}</p>
      <p className="soft">
        By {dayWords(goal.due)}: {chanceWords(chance(now))}.
        {goal.goal === 'trainers' && ` Counted since ${dayWords(goal.since)}.`}
      </p>
      <p className="goal-then" aria-live="polite">
        {then &&
          `With what you set: ${reachedWords(reachedOf(then.reached[goal.goal]), today)} By that day: ${chanceWords(chance(then))}.`}
      </p>
      <div className="verbs">
        <VerbButton pressed={pressed} onClick={onShow} label={`Show the way: ${word}`}>
          Show the way
        </VerbButton>
        {onEdit && (
          <VerbButton tone="quiet" onClick={onEdit} label={`Change the goal: ${word}`}>
            Change
          </VerbButton>
        )}
      </div>
    </section>
  );
}
