import { Loading, Trouble } from '../../../desk/kit/states.tsx';
import { count, metres } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import type { previewCallout } from '../contract.ts';
import { reasons } from './words.ts';

interface Props {
  facts: Answer<typeof previewCallout> | undefined;
  error: Error | null;
  hasPlace: boolean;
  /** Who comes takes the place of one who leaves, so that no room is needed. */
  oneForOne: boolean;
}

/** Who could be asked now, how much room the place rule leaves, and why others near are not asked. */
export function Preview({ facts, error, hasPlace, oneForOne }: Props) {
  if (!hasPlace) return <aside className="preview soft">Choose a meet point to see who could come.</aside>;
  if (error && !facts) return <Trouble error={error} />;
  if (!facts) return <Loading lines={5} />;
  if (facts.stopped)
    return (
      <aside className="preview" aria-label="Who could come">
        <p className="trouble">Counsel has stopped call-outs: nobody can be asked until that is lifted.</p>
      </aside>
    );
  return (
    <aside className="preview" aria-label="Who could come">
      <p className="preview-number">
        <strong className={facts.eligible < 2 ? 'needs' : undefined}>{facts.eligible}</strong> can be asked
        now
      </p>
      {oneForOne ? (
        <p className="soft">Whoever comes takes the place of one who leaves.</p>
      ) : (
        <p className={facts.free < 2 ? 'needs' : 'soft'}>
          {facts.free > 0
            ? `Room for ${facts.free} of 4 within 500 m`
            : '▲ No room: four of ours are within 500 m already'}
        </p>
      )}
      {facts.first.length > 0 && (
        <>
          <p className="preview-title">Nearest</p>
          <ol className="preview-list">
            {facts.first.map((person, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: nobody in it is known; the place is all there is
              <li key={place}>
                <span>
                  {metres(person.distanceM)} · {person.etaMinutes} min
                </span>
                <span className="soft">{person.languages.join(' ')}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {facts.others.length > 0 && (
        <details>
          <summary>{count(sum(facts.others), 'other')} near cannot be asked</summary>
          <ul className="preview-list">
            {facts.others.map(({ reason, count: many }) => (
              <li key={reason}>
                <span>{reasons[reason]}</span>
                <span className="soft">{many}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </aside>
  );
}

const sum = (others: readonly { count: number }[]) => others.reduce((all, { count: many }) => all + many, 0);
