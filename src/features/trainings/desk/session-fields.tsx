import { useCall } from '../../../desk/kit/query.ts';
import { languageName } from '../../../desk/kit/words.ts';
import { ACCESS, type Access, readTrainers } from '../contract.ts';
import type { Draft } from './session-form.tsx';
import { ACCESS_NAMES, minuteOf, PART_NAMES, timeOf } from './session-words.ts';

interface Fields {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
}

export function Checks<V extends string>(props: {
  legend: string;
  options: readonly { value: V; label: string }[];
  values: readonly V[];
  onChange: (values: V[]) => void;
}) {
  const { legend, options, values, onChange } = props;
  return (
    <fieldset className="boxes">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked ? [...values, value] : values.filter((one) => one !== value),
              )
            }
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

export const PlaceFields = ({ draft, set }: Fields) => (
  <div className="field-row">
    <label className="field">
      <span>Form</span>
      <select
        value={draft.form}
        onChange={(event) => set({ form: event.currentTarget.value === 'online' ? 'online' : 'place' })}
      >
        <option value="place">in a room</option>
        <option value="online">online</option>
      </select>
    </label>
    {draft.form === 'place' ? (
      <label className="field">
        <span>Address, on the public page</span>
        <input
          required
          maxLength={300}
          value={draft.place}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
      </label>
    ) : (
      <label className="field">
        <span>Link, only for who has a seat</span>
        <input
          required
          type="url"
          maxLength={300}
          placeholder="https://"
          value={draft.link}
          onChange={(event) => set({ link: event.currentTarget.value })}
        />
      </label>
    )}
  </div>
);

export function WhenFields({ draft, set, isNew }: Fields & { isNew: boolean }) {
  const number = (
    key: 'lengthMinutes' | 'times' | 'everyWeeks',
    label: string,
    min: number,
    max: number,
    step = 1,
  ) => (
    <label className="field">
      <span>{label}</span>
      <input
        type="number"
        required
        {...{ min, max, step }}
        value={draft[key]}
        onChange={(event) => set({ [key]: Number(event.currentTarget.value) })}
      />
    </label>
  );
  return (
    <div className="field-row">
      <label className="field">
        <span>{isNew ? 'Day, or first day' : 'Day'}</span>
        <input
          type="date"
          required
          value={draft.day}
          onChange={(event) => set({ day: event.currentTarget.value })}
        />
      </label>
      <label className="field">
        <span>Begins</span>
        <input
          type="time"
          required
          value={timeOf(draft.startMinute)}
          onChange={(event) => set({ startMinute: minuteOf(event.currentTarget.value) })}
        />
      </label>
      {number('lengthMinutes', 'Minutes', 15, 720, 5)}
      {isNew && number('times', 'How many', 1, 26)}
      {isNew && draft.times > 1 && number('everyWeeks', 'Every … weeks', 1, 8)}
    </div>
  );
}

/** Languages that people here speak most. */
const common = ['en', 'es', 'zh', 'bn', 'ht', 'fr', 'ar', 'ru', 'ko'];

export const SeatFields = ({ draft, set }: Fields) => (
  <>
    <label className="field">
      <span>Chairs</span>
      <input
        type="number"
        min={1}
        max={500}
        required
        value={draft.capacity}
        onChange={(event) => set({ capacity: Number(event.currentTarget.value) })}
      />
    </label>
    <Checks
      legend="Taught in"
      options={[...new Set([...common, ...draft.languages])].map((l) => ({
        value: l,
        label: languageName(l),
      }))}
      values={draft.languages}
      onChange={(languages) => set({ languages })}
    />
    <Checks<Access>
      legend="There is"
      options={ACCESS.map((value) => ({ value, label: ACCESS_NAMES[value] }))}
      values={draft.access}
      onChange={(access) => set({ access })}
    />
  </>
);

/** Who may teach: certified trainers, and apprentices beside them. */
export function TrainerFields({ draft, set }: Fields) {
  const { data } = useCall(readTrainers, {});
  if (!data) return null;
  const people = [
    ...data.trainers.map(({ personId, callSign, restsUntil, load }) => ({
      ...{ personId, callSign },
      note: restsUntil ? 'rests' : `${load} within 30 days`,
      parts: ['lead', 'co'] as const,
    })),
    ...data.apprentices
      .filter(({ stage }) => stage !== 'certified')
      .map(({ personId, callSign, taught }) => ({
        ...{ personId, callSign, note: `taught ${taught} times`, parts: ['apprentice'] as const },
      })),
  ];
  const partOf = (id: string) => draft.trainers.find((t) => t.personId === id)?.part ?? '';
  return (
    <fieldset className="field-row">
      <legend>Who teaches</legend>
      {people.length === 0 && <p className="soft">Nobody is a certified trainer here yet.</p>}
      {people.map(({ personId, callSign, note, parts }) => (
        <label key={personId} className="field">
          <span>
            {callSign} <small>{note}</small>
          </span>
          <select
            value={partOf(personId)}
            onChange={(event) => {
              const part = parts.find((one) => one === event.currentTarget.value);
              const others = draft.trainers.filter((t) => t.personId !== personId);
              set({ trainers: part ? [...others, { personId, part }] : others });
            }}
          >
            <option value="">–</option>
            {parts.map((part) => (
              <option key={part} value={part}>
                {PART_NAMES[part]}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  );
}
