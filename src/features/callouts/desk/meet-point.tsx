import { useEffect, useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { useSettled } from '../../../desk/kit/settled.ts';
import { metres } from '../../../desk/kit/words.ts';
import { findCrossings, type Point } from '../../places/contract.ts';
import { distanceM } from '../../places/rules.ts';
import type { Meet } from '../contract.ts';

/** A meet point further off than this is refused: the place rule is about this place. */
const nearM = 500;

interface Props {
  point: Point | null;
  label: string;
  value: Meet | null;
  onChange: (meet: Meet) => void;
}

/** A public crossing to meet at: the nearest ones, or any by name. */
export function MeetPoint({ point, label, value, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const words = useSettled(typed, 250).trim();
  const near = point ? `${point.lat.toFixed(6)},${point.lon.toFixed(6)}` : undefined;
  const asked = words ? { q: words } : near ? { near } : { q: label };
  const { data } = useCall(findCrossings, { query: asked }, { keep: true });
  const found = (data?.items ?? []).filter((one) => !point || distanceM(point, one) <= nearM).slice(0, 4);
  const first = found[0];
  useEffect(() => {
    if (!value && first) onChange({ lat: first.lat, lon: first.lon, label: first.name });
  }, [value, first, onChange]);
  return (
    <fieldset className="choice meet">
      <legend>Meet at a public crossing</legend>
      {found.map((crossing) => (
        <label key={crossing.id} className="choice-option">
          <input
            type="radio"
            name="meet"
            checked={value?.label === crossing.name}
            onChange={() => onChange({ lat: crossing.lat, lon: crossing.lon, label: crossing.name })}
          />
          <span>
            {crossing.name}
            {point && <small>{metres(distanceM(point, crossing))} from it</small>}
          </span>
        </label>
      ))}
      {found.length === 0 && (
        <p className="soft">No crossing by that name within 500 m. Two streets work best.</p>
      )}
      <label className="field">
        <span>Another crossing</span>
        <input
          value={typed}
          placeholder="Two streets, for example Roosevelt and 82"
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
    </fieldset>
  );
}
