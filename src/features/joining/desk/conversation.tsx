import { useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { seal } from '../../../desk/kit/api.ts';
import { useDraft } from '../../../desk/kit/draft.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { Quoted } from '../../../desk/kit/unopened.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import type { Opened } from '../../../platform/http/sealed.ts';
import {
  endConversation,
  noteConversation,
  type OpenedGreeting,
  OUTCOMES,
  type Outcome,
  type readApplicant,
} from '../contract.ts';
import { Booking } from './booking.tsx';
import { hows } from './words.ts';

type Page = Opened<Answer<typeof readApplicant>>;
const stale = ['/api/v1/applicants'];

/** The one that is open: a time, what is gone through, notes, and how it ends. */
export function Conversation({ page, greeting }: { page: Page; greeting: OpenedGreeting }) {
  const [booking, setBooking] = useState(false);
  const { mine, by, bookedFor, how } = greeting;
  return (
    <section className="stack">
      <h2>The conversation</h2>
      <p>
        {mine ? 'You have taken them.' : `${by} has taken them.`}{' '}
        {bookedFor && how ? (
          <>
            It is on <Clock at={bookedFor} />, {hows[how]}.
          </>
        ) : (
          'No time yet.'
        )}
      </p>
      {mine && (
        <div className="verbs">
          <VerbButton tone={bookedFor ? undefined : 'main'} onClick={() => setBooking(true)}>
            {bookedFor ? 'Move it…' : 'Agree on a time…'}
          </VerbButton>
        </div>
      )}
      {booking && <Booking greeting={greeting} onClose={() => setBooking(false)} />}
      {mine ? (
        <Having page={page} greeting={greeting} />
      ) : (
        <Quoted of={greeting} name="notes" words={greeting.notes} />
      )}
    </section>
  );
}

function Having({ page, greeting }: { page: Page; greeting: OpenedGreeting }) {
  const [checked, setChecked] = useState<readonly string[]>(greeting.checked);
  const [notes, setNotes, clear] = useDraft(`greeting.${greeting.id}`, '');
  const note = useAct(noteConversation, {
    sealing: async ({ params, body: { checked, notes } }) => ({
      params,
      body: { checked, ...(notes ? await seal(['conduct'], greeting.id, { notes }) : {}) },
    }),
    stale,
    quiet: true,
  });
  // One after the other: what was ticked last is what stays, however slow the line is.
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const keep = (next: readonly string[], words?: string): Promise<boolean> => {
    const given = {
      params: { id: greeting.id },
      body: { checked: [...next], ...(words && { notes: words }) },
    };
    const kept = queue.current.then(async () => (await note.ask(given)) !== null);
    queue.current = kept;
    return kept;
  };
  const tick = (id: string, on: boolean) => {
    const next = on ? [...checked, id] : checked.filter((one) => one !== id);
    setChecked(next);
    void keep(next);
  };
  const left = page.checklist.filter(({ id }) => !checked.includes(id)).length;
  return (
    <>
      <fieldset className="checklist">
        <legend>
          What belongs into it{' '}
          <span className="soft">{left === 0 ? '✓ all gone through' : `${left} still open`}</span>
        </legend>
        {page.checklist.map((line) => (
          <label key={line.id}>
            <input
              type="checkbox"
              checked={checked.includes(line.id)}
              onChange={(event) => tick(line.id, event.currentTarget.checked)}
            />
            <span>{line.say}</span>
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>
          Notes for coordinators and counsel <small>sealed; nothing on status, health or faith</small>
        </span>
        <textarea
          rows={4}
          maxLength={4000}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
      </label>
      <Quoted of={greeting} name="notes" words={greeting.notes} />
      <div className="verbs">
        <VerbButton
          busy={note.busy}
          disabled={notes.trim().length === 0}
          why="Write something first"
          onClick={async () => (await keep(checked, notes.trim())) && clear()}
        >
          Keep the notes
        </VerbButton>
      </div>
      {note.problem && <Trouble error={note.problem} />}
      <End greeting={greeting} left={left} after={() => queue.current} />
    </>
  );
}

const ends: Record<Outcome, { word: string; does: string }> = {
  met: { word: 'Met', does: 'They are welcome. Two vouches come next, for what needs them.' },
  not_now: { word: 'Not now', does: 'Trainings stay open to them, and they can come back.' },
  declined: { word: 'Decline', does: 'They do not become a member. Trainings on rights stay open to them.' },
};

function End(props: { greeting: OpenedGreeting; left: number; after: () => Promise<unknown> }) {
  const { greeting, left, after } = props;
  const [outcome, setOutcome] = useState<Outcome>('met');
  const [tell, setTell] = useState(true);
  const end = useAct(endConversation, {
    stale,
    quiet: true,
    done: ({ told }) =>
      told ? 'It is written down, and they are told.' : 'It is written down. Nothing was sent.',
  });
  const isShort = outcome === 'met' && left > 0;
  return (
    <fieldset className="checklist">
      <legend>How it ended</legend>
      {OUTCOMES.map((one) => (
        <label key={one}>
          <input type="radio" name="outcome" checked={outcome === one} onChange={() => setOutcome(one)} />
          <span>
            <strong>{ends[one].word}</strong> · {ends[one].does}
          </span>
        </label>
      ))}
      <label>
        <input type="checkbox" checked={tell} onChange={(event) => setTell(event.currentTarget.checked)} />
        <span>Send them a kind message that says so, in their language</span>
      </label>
      {end.problem && <Trouble error={end.problem} />}
      <div className="verbs">
        <VerbButton
          tone="main"
          busy={end.busy}
          disabled={isShort}
          why="Go through the whole checklist first"
          onClick={async () => {
            await after();
            end.run({ params: { id: greeting.id }, body: { outcome, tell } });
          }}
        >
          End the conversation
        </VerbButton>
        {isShort && <span className="soft">For “Met”, go through the whole checklist first.</span>}
      </div>
    </fieldset>
  );
}
