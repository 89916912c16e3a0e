import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { seal } from '../../../desk/kit/api.ts';
import { useDraft } from '../../../desk/kit/draft.ts';
import { PickOne } from '../../../desk/kit/pick-one.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import type { Opened } from '../../../platform/http/sealed.ts';
import { stayOn } from '../../shifts/contract.ts';
import { giveHandover, leaveDuty, offerHandover, readMine } from '../contract.ts';
import { Things } from './things.tsx';
import { inShort } from './words.ts';

type Mine = Opened<Answer<typeof readMine>>;
type Duty = Mine['duties'][number];

const stale = ['/api/v1/handovers', '/api/v1/me', '/api/v1/presence', '/api/v1/calls', '/api/v1/session'];

/** One's own desk: what is open, a note for who comes, and the ways to be relieved. */
export function Own() {
  const query = useCall(readMine, {}, { every: 30_000 });
  return (
    <section className="switch-card" aria-labelledby="own">
      <h2 id="own">Yours</h2>
      <Loaded query={query}>
        {(mine) => (
          <>
            <Things things={mine.things} label="Open with you" />
            {mine.duties.length === 0 && (
              <p className="soft">
                You are not on duty.
                {mine.things.length > 0 && ' What is open above is yours all the same.'}
              </p>
            )}
            {mine.duties.map((duty) => (
              <Relief key={duty.id} duty={duty} mine={mine} />
            ))}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Relief({ duty, mine }: { duty: Duty; mine: Mine }) {
  const [note, setNote, clear] = useDraft(`handover.${duty.id}`, duty.note ?? '');
  const [giving, setGiving] = useState(false);
  const params = { id: duty.id };
  const offer = useAct(offerHandover, {
    stale,
    done: () => 'Offered. It stays yours until somebody takes it over.',
    sealing: async ({ body, ...given }) => ({
      ...given,
      body: body.note ? await seal(['desk'], duty.id, { note: body.note as string }) : {},
    }),
  });
  const give = useAct(giveHandover, {
    stale,
    done: () => 'Given. They are told. Thank you for being here.',
    after: clear,
  });
  const leave = useAct(leaveDuty, {
    stale,
    done: () => 'You have left. Thank you for being here.',
    after: clear,
  });
  const stay = useAct(stayOn, { stale, done: () => 'You stay for now; you are asked again in an hour.' });
  const words = note.trim();
  return (
    <form
      className="handover-one"
      aria-label={`Your duty as ${duty.role}`}
      onSubmit={(event) => {
        event.preventDefault();
        offer.run({ params, body: words ? { note: words } : {} });
      }}
    >
      <p>
        <strong>{duty.role}</strong> since <Clock at={duty.since} />
        {duty.until && (
          <span className={duty.isOver ? 'needs' : 'soft'}>
            {' '}
            · {duty.isOver ? '▲ shift ended' : 'until'} <Clock at={duty.until} />
          </span>
        )}
        {duty.offered && ' · ✓ offered'}
      </p>
      <label className="field">
        <span>
          Note for who comes <small>sealed to the desk</small>
        </span>
        <textarea
          rows={3}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <div className="verbs">
        <VerbButton submit tone="main" busy={offer.busy}>
          {duty.offered ? 'Offer again with this note' : 'Offer to hand over'}
        </VerbButton>
        {mine.dispatchers.length > 0 && (
          <VerbButton busy={give.busy} onClick={() => setGiving(true)}>
            Give to a dispatcher…
          </VerbButton>
        )}
        <VerbButton tone="quiet" busy={stay.busy} onClick={() => stay.run({ params, body: {} })}>
          Stay an hour
        </VerbButton>
        {mine.things.length === 0 && (
          <VerbButton tone="quiet" busy={leave.busy} onClick={() => leave.run({ params, body: {} })}>
            Leave, nothing is open
          </VerbButton>
        )}
      </div>
      {giving && (
        <PickOne
          title="Give to a dispatcher"
          legend={`${inShort(mine.things)} go to`}
          options={mine.dispatchers.map(({ personId, callSign }) => ({ id: personId, label: callSign }))}
          verb="Give it"
          onPick={(personId) => give.run({ params, body: { personId } })}
          onClose={() => setGiving(false)}
        />
      )}
    </form>
  );
}
