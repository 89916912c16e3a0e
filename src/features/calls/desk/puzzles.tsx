import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { readCallSettings, saveCallSettings } from '../contract.ts';

/** Whether browsers that call in a flood are asked to compute something; an admin's choice. */
export function Puzzles() {
  const query = useCall(readCallSettings, {});
  const save = useAct(saveCallSettings, {
    stale: ['/api/v1/calls/settings'],
    done: ({ puzzles }) => (puzzles ? 'Asked for in a flood.' : 'Not asked for.'),
  });
  return (
    <section aria-labelledby="call-puzzles">
      <h2 id="call-puzzles">A flood of calls from browsers</h2>
      <p className="soft">
        With more than 20 calls in ten minutes, the page that somebody calls from can be asked to compute for
        about a second on a phone. Calls whose page has done so are taken first; the others wait behind them
        and ring all the same. Nobody who writes, texts or telephones is asked for it, nor whom the desk has
        spoken with before.
      </p>
      <Loaded query={query} lines={1}>
        {({ puzzles, canChange }) => (
          <div className="verbs">
            <p>
              <strong>{puzzles ? '● On' : '○ Off'}</strong>
            </p>
            {canChange ? (
              <VerbButton busy={save.busy} onClick={() => save.run({ body: { puzzles: !puzzles } })}>
                {puzzles ? 'Ask for nothing' : 'Ask for it in a flood'}
              </VerbButton>
            ) : (
              <p className="soft">An admin may change this.</p>
            )}
          </div>
        )}
      </Loaded>
    </section>
  );
}
