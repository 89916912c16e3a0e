import { useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Guest, listGuests } from '../contract.ts';
import { guestName, matches } from './words.ts';

const most = 8;

/** Finds somebody among who is here and who said that they come, as a part of a form: who is here comes first. */
export function PickGuest({
  meetingId,
  picked,
  onPick,
}: {
  meetingId: string;
  picked: Guest | null;
  onPick: (guest: Guest | null) => void;
}) {
  const query = useCall(listGuests, { params: { id: meetingId } });
  const [typed, setTyped] = useState('');
  if (picked)
    return (
      <div className="meeting-row">
        <p>
          <strong>{guestName(picked)}</strong>{' '}
          <span className="soft">
            {picked.reachable ? 'is reminded until it is done' : 'gave no way to be reached: not reminded'}
          </span>
        </p>
        <VerbButton tone="quiet" onClick={() => onPick(null)}>
          Somebody else
        </VerbButton>
      </div>
    );
  return (
    <>
      <label className="field">
        <span>Name or call sign</span>
        <input
          data-autofocus
          value={typed}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <Loaded query={query} lines={3}>
        {({ items }) => (
          <Found
            guests={items.filter((guest) => matches(guest, typed))}
            isNobody={items.length === 0}
            onPick={onPick}
          />
        )}
      </Loaded>
    </>
  );
}

function Found({
  guests,
  isNobody,
  onPick,
}: {
  guests: Guest[];
  isNobody: boolean;
  onPick: (guest: Guest) => void;
}) {
  if (isNobody) return <p className="soft">Nobody is here yet or said that they come.</p>;
  const sorted = guests.toSorted((a, b) => Number(!a.arrivedAt) - Number(!b.arrivedAt));
  return (
    <>
      <ul className="pick-list" aria-label="People found">
        {sorted.slice(0, most).map((guest) => (
          <li key={guest.id}>
            <button type="button" onClick={() => onPick(guest)}>
              {guestName(guest)}{' '}
              <small>
                {guest.arrivedAt ? '✓ here' : 'said that they come'}
                {!guest.isMember && ', guest'}
              </small>
            </button>
          </li>
        ))}
        {guests.length === 0 && (
          <li className="soft">
            Nobody by that name is here or said so. A name can be written down as typed.
          </li>
        )}
      </ul>
      {guests.length > most && <p className="soft">{guests.length - most} more: write a part of the name.</p>}
    </>
  );
}
