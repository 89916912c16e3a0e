import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { checkIn, type Guest, listGuests, type Meeting } from '../contract.ts';
import { SignUp } from './sign-up.tsx';
import { guestName, matches } from './words.ts';

/** Who is coming and who is here, for a door with a desk. Phones do the same in the field app. */
export function Doors({ meeting }: { meeting: Meeting }) {
  const query = useCall(listGuests, { params: { id: meeting.id } }, { every: 15_000 });
  const [find, setFind] = useState('');
  const [door, setDoor] = useState(1);
  const [signing, sign] = useState(false);
  const [said, say] = useState('');
  const act = useAct(checkIn, {
    stale: ['/api/v1/meetings'],
    after: ({ result, guest, count }) =>
      say(
        result === 'here'
          ? `${guestName(guest)} is here. ${count} in all.`
          : `${guestName(guest)} was here already.`,
      ),
  });
  const isOpen = meeting.state === 'now' || meeting.state === 'planned';
  const enter = (by: { code: string } | { guestId: string }) => {
    const at = new Date().toISOString();
    act.run({
      params: { id: meeting.id },
      body: { ...by, id: newId(), door, way: 'code' in by ? 'code' : 'list', at },
    });
    setFind('');
  };
  const isCode = /^[2-9a-z]{4}\s?[2-9a-z]{4}$/i.test(find.trim());
  return (
    <section aria-labelledby="doors">
      <h2 id="doors">Who is coming</h2>
      {isOpen && (
        <form
          className="meeting-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (isCode) enter({ code: find });
          }}
        >
          <label className="field wide">
            <span>Code or name</span>
            <input
              value={find}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setFind(event.currentTarget.value)}
            />
          </label>
          {meeting.doors > 1 && (
            <label className="field">
              <span>Door</span>
              <select value={door} onChange={(event) => setDoor(Number(event.currentTarget.value))}>
                {Array.from({ length: meeting.doors }, (_, n) => (
                  <option key={String(n)}>{n + 1}</option>
                ))}
              </select>
            </label>
          )}
          <VerbButton submit busy={act.busy} disabled={!isCode} why="Eight letters, or choose from the list">
            Check in
          </VerbButton>
          <VerbButton onClick={() => sign(true)}>Sign up…</VerbButton>
        </form>
      )}
      <p role="status">{said}</p>
      <Loaded query={query} lines={4}>
        {({ items }) => (
          <List
            guests={items.filter((g) => matches(g, find))}
            all={items.length}
            onEnter={isOpen ? (guestId) => enter({ guestId }) : null}
          />
        )}
      </Loaded>
      {signing && <SignUp meeting={meeting} door={door} onClose={() => sign(false)} />}
    </section>
  );
}

const most = 12;

function List({
  guests,
  all,
  onEnter,
}: {
  guests: Guest[];
  all: number;
  onEnter: ((guestId: string) => void) | null;
}) {
  if (all === 0) return <p className="soft">Nobody has said so yet.</p>;
  const shown = guests.slice(0, most);
  return (
    <>
      <ul className="plain-list" aria-label="People">
        {shown.map((guest) => (
          <li key={guest.id}>
            <span>
              {guestName(guest)} {!guest.isMember && <span className="soft">guest</span>}
              {guest.access && <span className="soft"> · needs: {guest.access}</span>}
            </span>
            {guest.arrivedAt ? (
              <span className="soft">
                ✓ <Clock at={guest.arrivedAt} />
                {guest.door ? `, door ${guest.door}` : ', by phone'}
              </span>
            ) : (
              onEnter && (
                <VerbButton
                  tone="quiet"
                  label={`${guestName(guest)} is here`}
                  onClick={() => onEnter(guest.id)}
                >
                  Is here
                </VerbButton>
              )
            )}
          </li>
        ))}
      </ul>
      {guests.length > most && <p className="soft">{guests.length - most} more: write a part of the name.</p>}
    </>
  );
}
