import { useState } from 'react';
import { PickMember } from '../../../desk/kit/pick-member.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { useSettled } from '../../../desk/kit/settled.ts';
import { findCrossings, listZones } from '../../places/contract.ts';

export type By = 'record' | 'person' | 'corner' | 'zone' | 'dates';
export interface Scope {
  recordId?: string;
  personId?: string;
  zoneId?: string;
  cell?: string;
  from?: string | null;
  to?: string | null;
}

interface Part {
  scope: Scope;
  onChange: (scope: Scope) => void;
}

export function PersonPart({ scope, onChange }: Part) {
  return (
    <PickMember
      picked={scope.personId !== undefined}
      onPick={(member) => onChange(member ? { personId: member.id } : {})}
    />
  );
}

export function ZonePart({ scope, onChange }: Part) {
  const { data } = useCall(listZones, {});
  return (
    <label className="field">
      <span>Zone</span>
      <select
        value={scope.zoneId ?? ''}
        onChange={(event) => onChange({ ...scope, zoneId: event.currentTarget.value })}
      >
        <option value="">Choose one</option>
        {data?.items
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map((zone) => (
            <option key={zone.id} value={zone.id}>
              {zone.name}
            </option>
          ))}
      </select>
    </label>
  );
}

/** A crossing stands for the cell that it lies in: about 200 m around. */
export function CornerPart({ scope, onChange }: Part) {
  const [typed, setTyped] = useState('');
  const q = useSettled(typed, 250).trim();
  const { data } = useCall(findCrossings, { query: { q } }, { keep: true });
  const found = q ? (data?.items ?? []).slice(0, 4) : [];
  return (
    <>
      <label className="field">
        <span>Two streets that cross</span>
        <input
          value={typed}
          placeholder="Roosevelt and 82"
          maxLength={200}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            onChange({ ...scope, cell: undefined });
          }}
        />
      </label>
      {found.length > 0 && (
        <fieldset className="choice">
          <legend>Which corner?</legend>
          {found.map(({ id, name, cell }) => (
            <label key={id} className="choice-option">
              <input
                type="radio"
                name="corner"
                checked={scope.cell === cell}
                onChange={() => onChange({ ...scope, cell })}
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      )}
      {q && data && found.length === 0 && (
        <p className="soft">No crossing by that name. Choose the zone instead.</p>
      )}
      <p className="soft">
        Holds what is about 200 m around it. What has lost its exact place already is found by its zone only.
      </p>
    </>
  );
}

/** Midnight where the reader is, at the beginning of a day or of the one after it. */
const midnight = (date: string, after = 0) => {
  if (!date) return null;
  const [year, month, day] = date.split('-').map(Number);
  return new Date(year!, month! - 1, day! + after).toISOString();
};

/** Both days count in full. */
export function DatesPart({ scope, onChange }: Part) {
  const [days, setDays] = useState({ from: '', to: '' });
  const change = (next: typeof days) => {
    setDays(next);
    onChange({ ...scope, from: midnight(next.from), to: midnight(next.to, 1) });
  };
  return (
    <div className="field-row">
      <label className="field">
        <span>First day</span>
        <input
          type="date"
          value={days.from}
          max={days.to || undefined}
          onChange={(event) => change({ ...days, from: event.currentTarget.value })}
        />
      </label>
      <label className="field">
        <span>Last day</span>
        <input
          type="date"
          value={days.to}
          min={days.from || undefined}
          onChange={(event) => change({ ...days, to: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}
