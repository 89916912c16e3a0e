import { Clock } from '../../../desk/kit/age.tsx';
import type { Assignment } from '../contract.ts';

interface Props {
  there: readonly Assignment[];
  chosen: readonly string[];
  onChoose: (ids: string[]) => void;
}

/** Who is to go home: each is replaced by one, and leaves when that one is there. */
export const Relieved = ({ there, chosen, onChoose }: Props) => (
  <fieldset className="choice">
    <legend>Who is relieved, one for one</legend>
    {there.map((one) => (
      <label key={one.id} className="choice-option">
        <input
          type="checkbox"
          checked={chosen.includes(one.id)}
          onChange={(event) =>
            onChoose(event.currentTarget.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
          }
        />
        <span>
          {one.callSign}
          {one.onSceneAt && (
            <small>
              on scene since <Clock at={one.onSceneAt} />
            </small>
          )}
        </span>
      </label>
    ))}
  </fieldset>
);
