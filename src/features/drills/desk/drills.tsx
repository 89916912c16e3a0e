import { useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { Choice } from '../../../desk/kit/choice.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Drill, listDrills, listEvenings, startDrill, stopDrill } from '../contract.ts';
import { DrillSteps } from './drill-steps.tsx';

const lookEveryMs = 5_000;
const speeds = [
  { id: '1', label: 'As it would be' },
  { id: '10', label: '10 × faster' },
  { id: '60', label: '60 × faster' },
] as const;

/** One button plays a made-up evening through the real doors. */
export function Drills() {
  const drills = useCall(listDrills, {}, { every: lookEveryMs });
  const running = drills.data?.items.find(({ endedAt }) => endedAt === null);
  return (
    <main className="screen">
      <h1>Drills</h1>
      <p className="lead">
        A drill plays a made-up evening: reports at every door, volunteers who answer or do not. Every message
        is marked DRILL.
      </p>
      <p className="soft">
        Whoever does their part in a drill themselves has the practice of its course credited: going,
        verifying, taking three reports in an evening, leading an incident to its end. Whom the drill plays
        gets none.
      </p>
      {running ? <Running drill={running} /> : <Start />}
      <h2>Earlier drills</h2>
      <Loaded query={drills}>
        {({ items }) => {
          const ended = items.filter(({ endedAt }) => endedAt !== null);
          if (ended.length === 0)
            return <Empty title="None yet">The first one takes about five minutes at 10 ×.</Empty>;
          return (
            <ul className="plain-list">
              {ended.map((drill) => (
                <li key={drill.id}>
                  <details>
                    <summary>
                      {drill.title} · <Clock at={drill.startedAt} /> · {drill.by} <Result drill={drill} />
                    </summary>
                    <DrillSteps id={drill.id} />
                  </details>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </main>
  );
}

function Result({ drill }: { drill: Drill }) {
  if (drill.passed === null) return <Mark>stopped</Mark>;
  if (drill.passed) return <Mark tone="good">✓ every step met</Mark>;
  return <Mark tone="danger">✕ {count(drill.failed, 'step')} not met</Mark>;
}

function Running({ drill }: { drill: Drill }) {
  const stop = useAct(stopDrill, {
    stale: ['/api/v1/'],
    done: () => 'The drill is stopped; its people stand down.',
  });
  return (
    <section className="switch-card">
      <h2>
        <Mark tone="drill">DRILL</Mark> {drill.title}
      </h2>
      <p>
        Since <Clock at={drill.startedAt} />, at {drill.speed} ×, started by {drill.by}.
      </p>
      {drill.can.includes('stop') && (
        <VerbButton busy={stop.busy} onClick={() => stop.run({ params: { id: drill.id } })}>
          Stop the drill
        </VerbButton>
      )}
      <DrillSteps id={drill.id} live />
    </section>
  );
}

function Start() {
  const evenings = useCall(listEvenings, {});
  const [evening, setEvening] = useState<string | null>(null);
  const [speed, setSpeed] = useState<(typeof speeds)[number]['id']>('10');
  const id = useRef(newId());
  const start = useAct(startDrill, {
    stale: ['/api/v1/drills'],
    after: () => {
      id.current = newId();
    },
  });
  return (
    <Loaded query={evenings}>
      {({ items, can, refusal }) =>
        !can.includes('start') ? (
          <Empty title="No drill can be started here">{refusal ?? 'Your role does not start drills.'}</Empty>
        ) : (
          <form
            className="drill-form"
            onSubmit={(event) => {
              event.preventDefault();
              start.run({
                body: { id: id.current, evening: evening ?? items[0]?.slug, speed: Number(speed) },
              });
            }}
          >
            <Choice
              legend="Which evening"
              options={items.map(({ slug, title, startsAt, reports }) => ({
                id: slug,
                label: title,
                hint: `${startsAt}, ${count(reports, 'report')}`,
              }))}
              value={evening ?? items[0]?.slug ?? null}
              onChange={setEvening}
            />
            <Choice legend="How fast" row options={speeds} value={speed} onChange={setSpeed} />
            <p className="soft">It costs nothing: a drill writes to the phone wall and nowhere else.</p>
            <div className="verbs">
              <VerbButton submit tone="main" busy={start.busy}>
                Start a drill
              </VerbButton>
            </div>
          </form>
        )
      }
    </Loaded>
  );
}
