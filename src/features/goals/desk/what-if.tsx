import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Facts } from '../contract.ts';
import { type Levers, noLevers } from '../rules.ts';

/** Steps that a network could take; the picture and the sentences follow at once, in this browser. */
export function WhatIf({
  facts,
  chapterName,
  chapterId,
  onChapter,
  levers,
  onChange,
}: {
  facts: Facts;
  chapterName: (id: string) => string;
  chapterId: string;
  onChapter: (id: string) => void;
  levers: Levers;
  onChange: (levers: Levers) => void;
}) {
  const sessions = levers.sessions[chapterId] ?? 0;
  return (
    <section className="stack" aria-labelledby="what-if">
      <h2 id="what-if">What if</h2>
      <div className="levers">
        <div className="field">
          <label htmlFor="lever-sessions">
            More sessions a week: <output>{sessions}</output>
          </label>
          <input
            id="lever-sessions"
            type="range"
            min="0"
            max="10"
            value={sessions}
            onChange={(event) =>
              onChange({
                ...levers,
                sessions: { ...levers.sessions, [chapterId]: event.currentTarget.valueAsNumber },
              })
            }
          />
          <select
            aria-label="Chapter of the sessions"
            value={chapterId}
            onChange={(event) => onChapter(event.currentTarget.value)}
          >
            {facts.flows.map((flow) => (
              <option key={flow.chapterId} value={flow.chapterId}>
                in {chapterName(flow.chapterId)}
                {levers.sessions[flow.chapterId] ? ` (+${levers.sessions[flow.chapterId]})` : ''}
              </option>
            ))}
          </select>
        </div>
        <Lever
          id="lever-apprentices"
          word="More apprentices"
          value={levers.apprentices}
          max={30}
          onChange={(apprentices) => onChange({ ...levers, apprentices })}
        />
        <Lever
          id="lever-reminded"
          word="Of 100 who would stay away, reminders bring"
          value={Math.round(levers.reminded * 100)}
          max={80}
          step={10}
          onChange={(percent) => onChange({ ...levers, reminded: percent / 100 })}
        />
        <Lever
          id="lever-names"
          word="More names a week"
          value={levers.names}
          max={100}
          step={5}
          onChange={(names) => onChange({ ...levers, names })}
        />
      </div>
      <div className="verbs">
        <VerbButton disabled={!isChanged(levers)} why="Nothing is set." onClick={() => onChange(noLevers)}>
          As it is now
        </VerbButton>
      </div>
    </section>
  );
}

export const isChanged = ({ sessions, apprentices, reminded, names }: Levers): boolean =>
  apprentices + reminded + names > 0 || Object.values(sessions).some((n) => n > 0);

function Lever(props: {
  id: string;
  word: string;
  value: number;
  max: number;
  step?: number;
  onChange: (value: number) => void;
}) {
  const { id, word, value, max, step = 1, onChange } = props;
  return (
    <div className="field">
      <label htmlFor={id}>
        {word}: <output>{value}</output>
      </label>
      <input
        {...{ id, max, step, value }}
        type="range"
        min="0"
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
