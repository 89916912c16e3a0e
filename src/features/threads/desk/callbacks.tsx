import { useState } from 'react';
import { Age, Clock, Until } from '../../../desk/kit/age.tsx';
import type { ApiProblem } from '../../../desk/kit/api.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { minutesUntil, useNow, zone } from '../../../desk/kit/now.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded, Trouble } from '../../../desk/kit/states.tsx';
import { unopenedWords } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count, languageName } from '../../../desk/kit/words.ts';
import type { Opened } from '../../../platform/http/sealed.ts';
import * as c from '../contract.ts';
import { fromWall, onWall } from '../rules.ts';

type Callback = Opened<c.SentCallback>;
const stale = ['/api/v1/callbacks'];
/** From when on a time is counted down to. */
const nearMinutes = 60;

/** How many wait to be called. */
export function useOpenCallbacks(): number {
  const reads = hasRole(useSession(), 'operator', 'dispatcher', 'coordinator');
  const { data } = useCall(c.listCallbacks, {}, { enabled: reads });
  return data?.items.filter(({ state }) => state === 'open').length ?? 0;
}

/** Who asked to be called back, with the time they asked for; nobody else is here. */
export function Callbacks({ onOpen }: { onOpen: (threadId: string) => void }) {
  const query = useCall(c.listCallbacks, {});
  return (
    <>
      <p className="soft">
        Call only the number they gave. Say who is calling only if they said that you may. If somebody else or
        nobody answers, leave no message.
      </p>
      <Loaded query={query} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nobody asked to be called">
              Only who asks for it is listed. A missed call is not called back.
            </Empty>
          ) : (
            <ul className="threads">
              {items.map((item) => (
                <One key={item.id} item={item} onOpen={() => onOpen(item.threadId)} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function One({ item, onOpen }: { item: Callback; onOpen: () => void }) {
  const { id, state, dueAt, missed, callSign } = item;
  const now = useNow();
  const near = dueAt !== null && minutesUntil(dueAt, now) < nearMinutes;
  const [planning, setPlanning] = useState(false);
  const plan = useAct(c.planCallback, { stale, quiet: true, after: () => setPlanning(false) });
  const end = useAct(c.endCallback, { stale });
  const params = { id };
  const ended = (outcome: 'done' | 'not_reached') => end.run({ params, body: { outcome } });
  const open = state === 'open';
  return (
    <li className={open ? 'card card-waiting' : 'card'}>
      <div className="card-head">
        {item.drill && <Mark tone="drill">DRILL</Mark>}
        {state === 'done' && <Mark tone="good">✓ called</Mark>}
        {state === 'not_reached' && <Mark>✕ not reached</Mark>}
        {open && dueAt && (
          <Mark tone={near ? 'needs' : 'plain'}>
            <Clock at={dueAt} />
          </Mark>
        )}
        {open && dueAt && near && <Until at={dueAt} />}
        {open && !dueAt && <Mark tone="needs">▲ no time set yet</Mark>}
        <span className="soft">
          asked <Age at={item.askedAt} />
        </span>
      </div>
      <button type="button" className="card-open card-quote" onClick={onOpen}>
        {item.contact ?? unopenedWords(item, 'contact') ?? 'Nothing was written.'}
      </button>
      <p className="card-facts">
        <span>{languageName(item.language)}</span>
        {missed > 0 && <span>{count(missed, 'time', 'times')} not reached</span>}
        {callSign && <span>last: {callSign}</span>}
      </p>
      {item.can.includes('call') && (
        <div className="verbs">
          {open && (
            <>
              <VerbButton onClick={() => ended('done')} busy={end.busy}>
                Called
              </VerbButton>
              <VerbButton onClick={() => ended('not_reached')} busy={end.busy}>
                Not reached
              </VerbButton>
            </>
          )}
          <VerbButton onClick={() => setPlanning(true)} busy={plan.busy}>
            {open ? 'Set a time…' : 'Call again at…'}
          </VerbButton>
        </div>
      )}
      {planning && (
        <Time
          wish={item.contact}
          busy={plan.busy}
          problem={plan.problem}
          onClose={() => setPlanning(false)}
          onPick={(at) => plan.run({ params, body: { dueAt: at } })}
        />
      )}
    </li>
  );
}

/** Typed and read on the network's clock, as everywhere at the desk; open, and kept, until it is set. */
function Time(props: {
  wish: string | null;
  busy: boolean;
  problem: ApiProblem | null;
  onClose: () => void;
  onPick: (at: string) => void;
}) {
  const [at, setAt] = useState(() => onWall(new Date(), zone.get()));
  return (
    <Dialog title="When to call" onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (at) props.onPick(fromWall(at, zone.get()).toISOString());
        }}
      >
        {props.wish && <blockquote>{props.wish}</blockquote>}
        <label className="field">
          <span>The time they asked for</span>
          <input
            type="datetime-local"
            value={at}
            data-autofocus
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        </label>
        {props.problem && <Trouble error={props.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={props.busy} disabled={!at} why="Choose a time first">
            Set
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
