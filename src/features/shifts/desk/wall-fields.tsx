import { minuteOf, textOf } from './words.ts';

/** Minutes from one time of day to another; the same time twice is nothing, an earlier one is on the day after. */
export const lengthOf = (start: number, end: number): number =>
  end >= start ? end - start : end + 1440 - start;

/** Begin and end by the clock on the wall. */
export function WallFields(props: {
  start: number;
  length: number;
  onChange: (wall: { start: number; length: number }) => void;
}) {
  const { start, length, onChange } = props;
  const end = (start + length) % 1440;
  const allDay = length === 1440;
  return (
    <>
      <div className="field-row">
        <label className="field">
          <span>Begins</span>
          <input
            type="time"
            required
            value={textOf(start)}
            onChange={(event) => {
              const next = minuteOf(event.currentTarget.value);
              onChange({ start: next, length: allDay ? 1440 : lengthOf(next, end) });
            }}
          />
        </label>
        <label className="field">
          <span>Ends{length > 0 && start + length > 1440 ? ' (the day after)' : ''}</span>
          <input
            type="time"
            required
            disabled={allDay}
            value={textOf(end)}
            onChange={(event) =>
              onChange({ start, length: lengthOf(start, minuteOf(event.currentTarget.value)) })
            }
          />
        </label>
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={allDay}
          onChange={(event) => onChange({ start, length: event.currentTarget.checked ? 1440 : 480 })}
        />
        <span>24 hours, on call</span>
      </label>
    </>
  );
}
