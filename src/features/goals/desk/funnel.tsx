import { useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Empty } from '../../../desk/kit/states.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import type { FunnelRow } from '../contract.ts';
import { number } from './words.ts';

const stages = [
  { id: 'names', word: 'Names' },
  { id: 'trained', word: 'Trained' },
  { id: 'met', word: 'Met' },
  { id: 'active', word: 'Active' },
  { id: 'certified', word: 'Certified observers' },
] as const;
type Stage = (typeof stages)[number]['id'];

/** How many have come at least so far; who pauses was active. Those who left are told beside. */
const reachedOf = (row: FunnelRow): Record<Stage, number> => {
  const active = row.active + row.paused;
  const met = active + row.met;
  const trained = met + row.trained;
  return { names: trained + row.applied, trained, met, active, certified: row.certified };
};

/** From a name on a sheet to an active member: how many have come how far, by chapter or language. */
export function Funnel({
  chapters,
  languages,
  chapterName,
}: {
  chapters: FunnelRow[];
  languages: FunnelRow[];
  chapterName: (id: string) => string;
}) {
  const [by, setBy] = useState<'chapter' | 'language'>('chapter');
  const [kind, setKind] = useState<'member' | 'ally'>('member');
  const rows = (by === 'chapter' ? chapters : languages)
    .filter((row) => row.kind === kind)
    .map((row) => ({
      key: row.key,
      word: by === 'chapter' ? chapterName(row.key) : row.key ? languageName(row.key) : 'Others',
      left: row.left,
      reached: reachedOf(row),
    }))
    .sort((a, b) => b.reached.names - a.reached.names);
  const shown = kind === 'member' ? stages : stages.filter(({ id }) => id !== 'met' && id !== 'active');
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((n, row) => n + of(row), 0);
  return (
    <section className="stack" aria-labelledby="funnel">
      <h2 id="funnel">From a name to an active member</h2>
      <div className="funnel-choices">
        <Choice
          {...{ legend: 'Who', row: true, value: kind, onChange: setKind }}
          options={[
            { id: 'member', label: 'Members' },
            { id: 'ally', label: 'Allies' },
          ]}
        />
        <Choice
          {...{ legend: 'By', row: true, value: by, onChange: setBy }}
          options={[
            { id: 'chapter', label: 'Chapter' },
            { id: 'language', label: 'Language' },
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <Empty title="Nobody is on the road yet">
          Whoever signs up at /join, at a meeting or on a sheet is counted here.
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a narrow screen
        <div className="table-scroll" tabIndex={0}>
          <table className="figures-table">
            <caption className="unseen">Who has come how far</caption>
            <thead>
              <tr>
                <th scope="col">{by === 'chapter' ? 'Chapter' : 'Language'}</th>
                {shown.map(({ id, word }) => (
                  <th scope="col" key={id}>
                    {word}
                  </th>
                ))}
                <th scope="col">Left</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.word}</th>
                  {shown.map(({ id }) => (
                    <td key={id}>
                      <Bar n={row.reached[id]} of={row.reached.names} />
                    </td>
                  ))}
                  <td>{number(row.left)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">All</th>
                {shown.map(({ id }) => (
                  <td key={id}>{number(sum((row) => row.reached[id]))}</td>
                ))}
                <td>{number(sum((row) => row.left))}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <p className="soft">
        Each has come at least so far; who pauses counts as active. A language is the one that somebody likes
        best; those of fewer than five people are counted together.
      </p>
    </section>
  );
}

/** A number with its share of all names, as a bar. */
const Bar = ({ n, of }: { n: number; of: number }) => (
  <span className="funnel-bar">
    <span>{number(n)}</span>
    <svg width="64" height="8" aria-hidden="true">
      <rect className="funnel-rest" width="64" height="8" />
      <rect className="funnel-part" width={of > 0 ? (64 * n) / of : 0} height="8" />
    </svg>
  </span>
);
