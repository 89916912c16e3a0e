import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useNow } from '../../../desk/kit/now.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { addPattern, changePattern, type Pattern } from '../contract.ts';
import { NeedFields } from './need-fields.tsx';
import { RoleFields } from './role-fields.tsx';
import { Turns } from './turns.tsx';
import { WallFields } from './wall-fields.tsx';
import { dayOf, plusDays, WEEK_DAYS } from './words.ts';

type Draft = Omit<Pattern, 'id' | 'turnNames' | 'can'>;

const fresh = (day: string): Draft => ({
  role: 'operator',
  chapterId: null,
  minimum: 1,
  wanted: 2,
  languages: [],
  firstDay: day,
  untilDay: null,
  startMinute: 8 * 60,
  lengthMinutes: 8 * 60,
  weekDays: [0, 1, 2, 3, 4, 5, 6],
  everyWeeks: 1,
  turns: [],
});

/** A new pattern, or one that changes from tomorrow on. */
export function PatternForm({ pattern, onClose }: { pattern: Pattern | null; onClose: () => void }) {
  const tomorrow = plusDays(dayOf(useNow()), 1);
  const [draft, setDraft] = useState<Draft>(pattern ?? fresh(tomorrow));
  const [people, setPeople] = useState(
    pattern ? pattern.turns.map((id, n) => ({ id, callSign: pattern.turnNames[n] ?? '' })) : [],
  );
  const id = useRef(newId());
  const options = { stale: ['/api/v1/rota'], quiet: true, after: onClose };
  const add = useAct(addPattern, { ...options, done: () => 'Laid out six weeks ahead, as drafts.' });
  const change = useAct(changePattern, { ...options, done: () => 'Changed from tomorrow on.' });
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = () => {
    const { role, chapterId, minimum, wanted, languages, firstDay, untilDay } = draft;
    const { startMinute, lengthMinutes, weekDays, everyWeeks } = draft;
    const need = { role, chapterId, minimum, wanted, languages, firstDay, untilDay };
    const body = {
      ...need,
      startMinute,
      lengthMinutes,
      weekDays,
      everyWeeks,
      turns: people.map((p) => p.id),
    };
    if (pattern) change.run({ params: { id: pattern.id }, body });
    else add.run({ body: { id: id.current, ...body } });
  };
  const problem = add.problem ?? change.problem;
  return (
    <Dialog title={pattern ? 'Change a pattern' : 'New pattern'} onClose={onClose} wide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <RoleFields value={draft} onChange={set} />
        <WallFields
          start={draft.startMinute}
          length={draft.lengthMinutes}
          onChange={({ start, length }) => set({ startMinute: start, lengthMinutes: length })}
        />
        <fieldset className="check-row">
          <legend>On</legend>
          {WEEK_DAYS.map((name, day) => (
            <label key={name} className="check">
              <input
                type="checkbox"
                checked={draft.weekDays.includes(day)}
                onChange={(event) =>
                  set({
                    weekDays: event.currentTarget.checked
                      ? [...draft.weekDays, day].sort()
                      : draft.weekDays.filter((other) => other !== day),
                  })
                }
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
        <div className="field-row">
          <label className="field">
            <span>Every … weeks</span>
            <input
              type="number"
              min={1}
              max={8}
              required
              value={draft.everyWeeks}
              onChange={(event) => set({ everyWeeks: Number(event.currentTarget.value) })}
            />
          </label>
          <label className="field">
            <span>First day</span>
            <input
              type="date"
              required
              value={draft.firstDay}
              onChange={(event) => set({ firstDay: event.currentTarget.value })}
            />
          </label>
          <label className="field">
            <span>Last day (if any)</span>
            <input
              type="date"
              value={draft.untilDay ?? ''}
              onChange={(event) => set({ untilDay: event.currentTarget.value || null })}
            />
          </label>
        </div>
        <NeedFields value={draft} onChange={set} />
        <Turns people={people} onChange={setPeople} />
        {problem && <Trouble error={problem} />}
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={add.busy || change.busy}
            disabled={draft.weekDays.length === 0}
            why="Choose a day of the week"
          >
            {pattern ? 'Change it from tomorrow on' : 'Lay it out'}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
