import { useState } from 'react';
import { findPeople } from '../../features/people/contract.ts';
import type { Answer } from '../../platform/http/endpoint.ts';
import { useAct } from './query.ts';
import { VerbButton } from './verb.tsx';

export interface Member {
  id: string;
  callSign: string;
}

/** Finds a member by call sign, as a part of a form. Asked for, not while typing: each one shown is counted. */
export function PickMember({ picked, onPick }: { picked: boolean; onPick: (member: Member | null) => void }) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Answer<typeof findPeople>['items'] | null>(null);
  const search = useAct(findPeople, { after: ({ items }) => setFound(items) });
  const q = typed.trim();
  const find = () => {
    if (q.length > 1) search.run({ body: { q } });
  };
  return (
    <>
      <label className="field">
        <span>Call sign</span>
        <input
          data-autofocus
          value={typed}
          maxLength={60}
          placeholder="At least two letters"
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            find();
          }}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setFound(null);
            onPick(null);
          }}
        />
      </label>
      {!picked && (
        <div className="verbs">
          <VerbButton
            busy={search.busy}
            disabled={q.length < 2}
            why="Write at least two letters"
            onClick={find}
          >
            Find
          </VerbButton>
        </div>
      )}
      {!picked && found && (
        <ul className="pick-list" aria-label="Members found">
          {found.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => {
                  onPick(one);
                  setTyped(one.callSign);
                }}
              >
                {one.callSign} <small>{one.suspended ? 'suspended' : one.roles.join(', ')}</small>
              </button>
            </li>
          ))}
          {found.length === 0 && <li className="soft">Nobody by that call sign whom you may see.</li>}
        </ul>
      )}
    </>
  );
}
