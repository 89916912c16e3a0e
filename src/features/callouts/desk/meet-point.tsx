import { useEffect, useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { useSettled } from '../../../desk/kit/settled.ts';
import { metres } from '../../../desk/kit/words.ts';
import { findCrossings, type Point } from '../../places/contract.ts';
import { distanceM, publicCorner } from '../../places/rules.ts';
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
  // Where we know no crossing, two streets in words will do; the desk says on the telephone which corner.
  const written = point && words && found.length === 0 ? publicCorner(words) : null;
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
      {written && point && (
        <label className="choice-option">
          <input
            type="radio"
            name="meet"
            checked={value?.label === written}
            onChange={() => onChange({ lat: point.lat, lon: point.lon, label: written })}
          />
          <span>
            {written}
            <small>as written; on the map it is the incident’s own place</small>
          </span>
        </label>
      )}
      {found.length === 0 && !written && (
        <p className="soft">
          No crossing by that name within 500 m. Write two streets: Roosevelt Av & 82 St.
        </p>
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
