import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import {
  bookTraining,
  type Guest,
  listGuests,
  listTrainings,
  type Meeting,
  type OpenTraining,
} from '../contract.ts';
import { guestName, matches, spanOf } from './words.ts';

type Lines = Answer<typeof bookTraining>['items'];

/** Books a training for those of who is here who said so, in one go; then says who has a seat, who waits, and who neither. */
export function BookTraining({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { id } = meeting;
  const trainings = useCall(listTrainings, { params: { id } });
  const guests = useCall(listGuests, { params: { id } }, { every: 15_000 });
  const [sessionId, setSession] = useState('');
  const [ticked, tick] = useState<readonly string[]>([]);
  const [booked, setBooked] = useState<Lines | null>(null);
  const act = useAct(bookTraining, {
    stale: ['/api/v1/meetings', '/api/v1/trainings'],
    quiet: true,
    after: ({ items }) => setBooked(items),
  });
  const here = (guests.data?.items ?? []).filter((guest) => guest.arrivedAt);
  if (booked)
    return (
      <Dialog title="Booked" onClose={onClose}>
        <Outcome lines={booked} guests={here} />
        <div className="verbs">
          <VerbButton tone="main" first onClick={onClose}>
            Done
          </VerbButton>
        </div>
      </Dialog>
    );
  return (
    <Dialog title="Book a training for who is here" onClose={onClose} wide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.run({ params: { id, of: sessionId }, body: { guestIds: [...ticked] } });
        }}
      >
        <p>Ask the room who wants to come, and tick them. Each is told by their way, and may say NO to it.</p>
        <Loaded query={trainings} lines={1}>
          {({ items }) => <Sessions items={items} value={sessionId} onChange={setSession} />}
        </Loaded>
        <Loaded query={guests} lines={4}>
          {() => <Tick guests={here} ticked={ticked} onChange={tick} />}
        </Loaded>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={act.busy}
            disabled={!sessionId || ticked.length === 0}
            why="Choose the training, and tick who comes"
          >
            {ticked.length > 0 ? `Book ${count(ticked.length, 'person', 'people')}` : 'Book'}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}

const seats = (left: number) => (left === 0 ? 'full: who is booked waits' : `${count(left, 'seat')} free`);

const Sessions = (props: { items: OpenTraining[]; value: string; onChange: (id: string) => void }) =>
  props.items.length === 0 ? (
    <p className="soft">No training is planned. Plan one under Trainings, then book it here.</p>
  ) : (
    <label className="field">
      <span>Training</span>
      <select
        data-autofocus
        required
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        <option value="">Choose one</option>
        {props.items.map((one) => (
          <option key={one.id} value={one.id}>
            {`${one.title}, ${spanOf(one)}, ${one.place ?? 'online'}: ${seats(one.left)}`}
          </option>
        ))}
      </select>
    </label>
  );

function Tick(props: {
  guests: Guest[];
  ticked: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const { guests, ticked, onChange } = props;
  const [typed, setTyped] = useState('');
  if (guests.length === 0) return <p className="soft">Nobody has checked in yet.</p>;
  const toTick = guests.filter((guest) => guest.reachable).map((guest) => guest.id);
  const isAll = toTick.every((id) => ticked.includes(id));
  return (
    <fieldset className="meeting-lines">
      <legend>Who comes</legend>
      <div className="meeting-row">
        <label className="field wide">
          <span className="unseen">Name or call sign</span>
          <input
            value={typed}
            maxLength={60}
            placeholder="Name or call sign"
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <VerbButton onClick={() => onChange(isAll ? [] : toTick)}>
          {isAll ? 'Tick nobody' : `Tick all ${toTick.length}`}
        </VerbButton>
      </div>
      <ul className="meeting-ticks" aria-label="Who is here">
        {guests
          .filter((guest) => matches(guest, typed))
          .map((guest) => (
            <li key={guest.id}>
              <label>
                <input
                  type="checkbox"
                  disabled={!guest.reachable}
                  checked={ticked.includes(guest.id)}
                  onChange={() =>
                    onChange(
                      ticked.includes(guest.id)
                        ? ticked.filter((id) => id !== guest.id)
                        : [...ticked, guest.id],
                    )
                  }
                />{' '}
                {guestName(guest)}{' '}
                <span className="soft">
                  {[
                    ...(guest.isMember ? [] : ['guest']),
                    ...(guest.reachable ? [] : ['gave no way to be reached']),
                  ].join(', ')}
                </span>
              </label>
            </li>
          ))}
      </ul>
    </fieldset>
  );
}

const reasons: Record<NonNullable<Lines[number]['why']>, string> = {
  absent: 'has not checked in',
  unreachable: 'gave no way to be reached: sign them up again with a number or an address',
  left: 'has left the network',
  gaveBack: 'gave this seat back before; they can take it again themselves',
  certified: 'has the certificate of this course',
};

function Outcome({ lines, guests }: { lines: Lines; guests: Guest[] }) {
  const nameOf = (id: string) => guestName(guests.find((guest) => guest.id === id) ?? { name: null });
  const groups = [
    ['✓ Have a seat', lines.filter((one) => one.state === 'confirmed')],
    ['▲ Wait for one', lines.filter((one) => one.state === 'waiting')],
    ['✕ Not booked', lines.filter((one) => one.state === 'refused')],
  ] as const;
  return (
    <div className="stack">
      {groups.map(
        ([title, own]) =>
          own.length > 0 && (
            <section key={title} aria-label={title}>
              <h3>{`${title}: ${own.length}`}</h3>
              <ul>
                {own.map(({ guestId, already, why }) => (
                  <li key={guestId}>
                    {nameOf(guestId)}
                    <span className="soft">
                      {already && ', booked before'}
                      {why && `: ${reasons[why]}`}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      <p className="soft">
        Each is told now by their way: of a seat with the place and their code, or that they wait for one.
      </p>
    </div>
  );
}
