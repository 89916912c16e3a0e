import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital, count } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { fillRotaDays, unfillRotaDays } from '../contract.ts';
import { DayRange } from './day-range.tsx';
import { hoursText, plusDays } from './words.ts';

/** Suggests who takes what is free; then it is looked at, edited, and published. */
export function Fill({ from: first, days, onClose }: { from: string; days: number; onClose: () => void }) {
  const [range, setRange] = useState({ from: first, to: plusDays(first, Math.max(days, 28) - 1) });
  const [filled, setFilled] = useState<Answer<typeof fillRotaDays> | null>(null);
  const id = useRef(newId());
  const stale = ['/api/v1/rota'];
  const fill = useAct(fillRotaDays, { stale, quiet: true, after: setFilled });
  const unfill = useAct(unfillRotaDays, {
    stale,
    done: ({ seats }) => `${count(seats, 'suggestion')} taken back.`,
    after: onClose,
  });
  const body = { id: id.current, ...range };
  return (
    <Dialog title="Fill" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          fill.run({ body });
        }}
      >
        <p>
          Suggests who takes what is free: first so that as little as can be stays short, then so that all
          carry alike, then within the hours that people named. Where one would sit alone at night, somebody
          is suggested to stand by. Nobody is told before you publish.
        </p>
        <DayRange value={range} onChange={setRange} />
        {fill.problem && <Trouble error={fill.problem} />}
        {filled && (
          <div role="status">
            <p>
              {count(filled.seats, 'place')} suggested.{' '}
              {filled.gapHours > 0 ? (
                <span className="needs">
                  ▲ {hoursText(filled.gapHours)} stay short: nobody is left for them.
                </span>
              ) : (
                '✓ No place that is needed stays empty.'
              )}
            </p>
            {filled.buddies + filled.alone > 0 && (
              <p>
                {filled.buddies > 0 &&
                  `${capital(count(filled.buddies, 'night'))} alone at the desk: somebody is suggested to stand by. `}
                {filled.alone > 0 && (
                  <span className="needs">
                    △ {capital(count(filled.alone, 'night'))} alone, and nobody is left who could stand by.
                  </span>
                )}
              </p>
            )}
            <p className="soft">
              Who carries most has {hoursText(filled.most)}, who carries least {hoursText(filled.least)} (an
              hour at night counts half as much again). {count(filled.brokenWishes, 'place')} outside of the
              hours that people named.
            </p>
          </div>
        )}
        <div className="verbs">
          <VerbButton submit tone={filled ? undefined : 'main'} busy={fill.busy}>
            {filled ? 'Suggest anew' : 'Suggest'}
          </VerbButton>
          <VerbButton busy={unfill.busy} onClick={() => unfill.run({ body })}>
            Take suggestions back
          </VerbButton>
          {filled && (
            <VerbButton tone="main" onClick={onClose}>
              Look at it
            </VerbButton>
          )}
        </div>
      </form>
    </Dialog>
  );
}
