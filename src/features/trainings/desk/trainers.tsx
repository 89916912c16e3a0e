import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count, languageName } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { beginApprentice, readTrainers, type ShownApprentice, stopApprentice } from '../contract.ts';
import { coTeachings } from '../rules.ts';
import { Assess } from './assess.tsx';
import { dayName, dayOf } from './session-words.ts';
import { TrainingsNav } from './trainings-nav.tsx';

const stages: Record<ShownApprentice['stage'], string> = {
  watching: 'has not taught yet',
  'co-teaching': 'teaches beside a trainer',
  ready: '▲ ready to be assessed',
  certified: 'certified',
  stopped: 'stopped',
};

const stale = ['/api/v1/trainings/trainers'];
type Data = Answer<typeof readTrainers>;

/** From the chairs to the front: who teaches, who learns to, who could be next. */
export function Trainers() {
  const query = useCall(readTrainers, {}, { every: 60_000 });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Trainers</h1>
        <TrainingsNav />
      </header>
      <p className="lead">
        An apprentice is a certified observer who teaches beside a trainer {coTeachings} times, is assessed by
        a certified trainer by the rubric, and is certified then.
      </p>
      <Loaded query={query} lines={8}>
        {(data) => (
          <>
            <p>
              <strong>{data.trainers.length}</strong> of {data.goal} trainers
              {data.needed.length > 0 && (
                <>
                  {' '}
                  · <span className="needs">▲ too few speak {data.needed.map(languageName).join(', ')}</span>
                </>
              )}
            </p>
            <div className="columns">
              <Apprentices data={data} />
              <Now data={data} />
            </div>
            <Next data={data} />
          </>
        )}
      </Loaded>
    </main>
  );
}

const speaks = (codes: string[]) => codes.map(languageName).join(', ');

function Apprentices({ data }: { data: Data }) {
  const [assessing, assess] = useState<ShownApprentice | null>(null);
  return (
    <section>
      <h2>Apprentices</h2>
      {data.apprentices.length === 0 ? (
        <Empty title="Nobody learns to teach yet">Who could be next is listed below.</Empty>
      ) : (
        <ul className="plain-list">
          {data.apprentices.map((one) => (
            <Apprentice key={one.personId} one={one} data={data} onAssess={() => assess(one)} />
          ))}
        </ul>
      )}
      {assessing && <Assess apprentice={assessing} onClose={() => assess(null)} />}
    </section>
  );
}

function Apprentice({ one, data, onAssess }: { one: ShownApprentice; data: Data; onAssess: () => void }) {
  const pair = useAct(beginApprentice, { stale, done: () => `${one.callSign} has somebody beside them.` });
  const stop = useAct(stopApprentice, { stale, done: () => `${one.callSign} has stopped.` });
  const { personId, callSign, stage, taught, mentor, suggested, assessments, languages, can } = one;
  const isLearning = stage !== 'certified';
  return (
    <li>
      <span>
        <strong>{callSign}</strong>{' '}
        <Mark tone={stage === 'certified' ? 'good' : 'plain'}>{stages[stage]}</Mark>
        <small className="line">
          taught {taught} of {coTeachings} · {speaks(languages)} · since{' '}
          {dayName(dayOf(new Date(one.startedAt)))}
        </small>
        {assessments.map(({ at, by, passed }) => (
          <small key={at} className="line">
            {dayName(dayOf(new Date(at)))}: {passed ? 'passed' : 'not yet'}, by{' '}
            {by || 'somebody of another chapter'}
          </small>
        ))}
      </span>
      {isLearning && can.includes('pair') && (
        <label className="field">
          <span>Beside {suggested && `(fits: ${suggested.callSign})`}</span>
          <select
            aria-label={`Trainer beside ${callSign}`}
            value={mentor?.personId ?? ''}
            onChange={(event) =>
              pair.run({ params: { personId }, body: { mentorId: event.currentTarget.value || null } })
            }
          >
            <option value="">nobody yet</option>
            {data.trainers
              .filter((t) => t.personId !== personId)
              .map((t) => (
                <option key={t.personId} value={t.personId}>
                  {t.callSign}
                </option>
              ))}
          </select>
        </label>
      )}
      {isLearning && (
        <div className="verbs">
          {can.includes('assess') && (
            <VerbButton
              label={`Assess… ${callSign}`}
              disabled={stage !== 'ready'}
              why={`After ${count(coTeachings, 'session')} beside a trainer`}
              onClick={onAssess}
            >
              Assess…
            </VerbButton>
          )}
          {can.includes('pair') && (
            <VerbButton
              tone="quiet"
              label={`Stop: ${callSign}`}
              busy={stop.busy}
              onClick={() => stop.run({ params: { personId } })}
            >
              Stop
            </VerbButton>
          )}
        </div>
      )}
    </li>
  );
}

function Now({ data }: { data: Data }) {
  return (
    <section>
      <h2>Trainers now</h2>
      {data.trainers.length === 0 ? (
        <Empty title="Nobody is certified to teach yet" />
      ) : (
        <ul className="plain-list">
          {data.trainers.map((t) => (
            <li key={t.personId}>
              <span>
                <strong>{t.callSign}</strong>{' '}
                {t.restsUntil && <Mark>rests until {dayName(dayOf(new Date(t.restsUntil)))}</Mark>}
                <small className="line">
                  {speaks(t.languages)} · {count(t.load, 'session')} within 30 days
                  {t.apprentices > 0 && ` · ${count(t.apprentices, 'apprentice')}`}
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Next({ data }: { data: Data }) {
  const chapterName = useChapterName();
  const begin = useAct(beginApprentice, { stale, done: () => 'An apprentice now.' });
  return (
    <section>
      <h2>Who could be next</h2>
      <p className="soft">
        Active, certified observers who have been to two sessions; who speaks a language that is needed comes
        first. Ask them before you note it here.
      </p>
      {data.candidates.length === 0 ? (
        <Empty title="Nobody yet" />
      ) : (
        <ul className="plain-list">
          {data.candidates
            .slice(0, 12)
            .map(({ personId, callSign, chapterId, languages, attended, needed }) => (
              <li key={personId}>
                <span>
                  <strong>{callSign}</strong>{' '}
                  {needed.length > 0 && <Mark tone="needs">▲ {speaks(needed)}</Mark>}
                  <small className="line">
                    {chapterName(chapterId)} · {speaks(languages)} · {count(attended, 'session')}
                  </small>
                </span>
                <VerbButton
                  label={`${callSign} wants to`}
                  busy={begin.busy}
                  onClick={() => begin.run({ params: { personId }, body: { mentorId: null } })}
                >
                  Wants to
                </VerbButton>
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}
