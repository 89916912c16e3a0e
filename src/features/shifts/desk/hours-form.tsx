import { useState } from 'react';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type PublishedHours, publishHours } from '../contract.ts';
import { sameHours } from '../rules.ts';
import { minuteOf, textOf, WEEK_DAYS } from './words.ts';

interface Line {
  days: number[];
  from: number;
  to: number;
}

const linesOf = ({ windows }: PublishedHours): Line[] =>
  sameHours(windows).flatMap(({ days, spans }) => spans.map(({ from, to }) => ({ days, from, to })));

/** Lines of days with the same hours; the same time twice is the whole day. */
export function HoursForm({ set }: { set: PublishedHours }) {
  const [lines, setLines] = useState(linesOf(set));
  const act = useAct(publishHours, {
    stale: ['/api/v1/rota/published-hours', '/api/v1/rota/ramp'],
    quiet: true,
    done: ({ text }) => (text ? `Published: ${text}.` : 'No hours are published any more.'),
  });
  if (!set.can.includes('set')) return <p>{set.text ?? 'No hours are published.'}</p>;
  const change = (at: number, part: Partial<Line>) =>
    setLines(lines.map((line, n) => (n === at ? { ...line, ...part } : line)));
  return (
    <form
      className="drill-form"
      onSubmit={(event) => {
        event.preventDefault();
        const windows = lines.flatMap(({ days, from, to }) => days.map((day) => ({ day, from, to })));
        act.run({ body: { windows } });
      }}
    >
      {lines.length === 0 && <p className="soft">No hours are published.</p>}
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else of its own
        <fieldset key={at} className="hours-line">
          <legend className="unseen">Hours {at + 1}</legend>
          <div className="check-row">
            {WEEK_DAYS.map((name, day) => (
              <label key={name} className="check">
                <input
                  type="checkbox"
                  checked={line.days.includes(day)}
                  onChange={(event) =>
                    change(at, {
                      days: event.currentTarget.checked
                        ? [...line.days, day].sort()
                        : line.days.filter((other) => other !== day),
                    })
                  }
                />
                <span>{name}</span>
              </label>
            ))}
          </div>
          <label className="field">
            <span>From</span>
            <input
              type="time"
              required
              value={textOf(line.from)}
              onChange={(event) => change(at, { from: minuteOf(event.currentTarget.value) })}
            />
          </label>
          <label className="field">
            <span>
              To{line.to === line.from ? ' (24 hours)' : line.to < line.from ? ' (the day after)' : ''}
            </span>
            <input
              type="time"
              required
              value={textOf(line.to)}
              onChange={(event) => change(at, { to: minuteOf(event.currentTarget.value) })}
            />
          </label>
          <VerbButton
            tone="quiet"
            label={`Leave out hours ${at + 1}`}
            onClick={() => setLines(lines.filter((_, n) => n !== at))}
          >
            Leave out
          </VerbButton>
        </fieldset>
      ))}
      {act.problem && <Trouble error={act.problem} />}
      <div className="verbs">
        <VerbButton onClick={() => setLines([...lines, { days: [0, 1, 2, 3, 4, 5, 6], from: 480, to: 0 }])}>
          Add hours
        </VerbButton>
        <VerbButton submit tone="main" busy={act.busy}>
          Publish these hours
        </VerbButton>
      </div>
    </form>
  );
}
