import { useState } from 'react';
import { PickMember } from '../../../desk/kit/pick-member.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { listZones } from '../../places/contract.ts';

export type By = 'record' | 'person' | 'zone' | 'dates';
export interface Scope {
  recordId?: string;
  personId?: string;
  zoneId?: string;
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
