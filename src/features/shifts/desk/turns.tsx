import { useState } from 'react';
import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';

/** Those who take a pattern by turns; over time each has each day of the week equally often. */
export function Turns({ people, onChange }: { people: Member[]; onChange: (people: Member[]) => void }) {
  const [adding, setAdding] = useState(false);
  const add = (member: Member | null) => {
    if (!member) return;
    if (!people.some((p) => p.id === member.id)) onChange([...people, member]);
    setAdding(false);
  };
  return (
    <fieldset className="turns">
      <legend>By turns (nobody: open for taking)</legend>
      {people.length > 0 && (
        <ol className="plain-list">
          {people.map((one) => (
            <li key={one.id}>
              <span>{one.callSign}</span>
              <VerbButton
                tone="quiet"
                label={`Take out ${one.callSign}`}
                onClick={() => onChange(people.filter((p) => p !== one))}
              >
                Take out
              </VerbButton>
            </li>
          ))}
        </ol>
      )}
      {adding ? (
        <PickMember picked={false} onPick={add} />
      ) : (
        <VerbButton onClick={() => setAdding(true)}>Add somebody…</VerbButton>
      )}
    </fieldset>
  );
}
