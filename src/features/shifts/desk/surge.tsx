import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { ForChapter } from '../../../desk/kit/for-chapter.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count, languageName } from '../../../desk/kit/words.ts';
import { listZones } from '../../places/contract.ts';
import {
  endSurge,
  listSurges,
  SHIFT_ROLES,
  type ShiftRole,
  type Surge as SurgeData,
  startSurge,
} from '../contract.ts';
import { clock, dayName, dayOf, minuteOf, plusDays, ROLES, textOf } from './words.ts';

const languages = ['es', 'zh', 'bn', 'ht', 'fr', 'ar', 'ru', 'ko'];

/** More hands for an event of days, in one form: shifts in blocks over the rota. */
export function Surge({ day, onClose }: { day: string; onClose: () => void }) {
  const { data } = useCall(listZones, {});
  const [from, setFrom] = useState({ day, minute: 18 * 60 });
  const [until, setUntil] = useState({ day: plusDays(day, 2), minute: 6 * 60 });
  const [seats, setSeats] = useState<Partial<Record<ShiftRole, number>>>({ operator: 2 });
  const [blockHours, setBlock] = useState(6);
  const [chapterId, setChapter] = useState<string | null>(null);
  const [spoken, setSpoken] = useState<string[]>([]);
  const id = useRef(newId());
  const act = useAct(startSurge, {
    stale: ['/api/v1/rota'],
    quiet: true,
    done: ({ slots, invited }) =>
      `${count(slots, 'shift')} laid out, open for taking; ${count(invited, 'member')} invited.`,
    after: onClose,
  });
  const needs = SHIFT_ROLES.flatMap((role) => (seats[role] ? [{ role, seats: seats[role] }] : []));
  const moment = (label: string, value: typeof from, set: (value: typeof from) => void) => (
    <fieldset className="field-row moment">
      <legend>{label}</legend>
      <label className="field">
        <span>Day</span>
        <input
          type="date"
          required
          value={value.day}
          onChange={(event) => set({ ...value, day: event.currentTarget.value })}
        />
      </label>
      <label className="field">
        <span>Time</span>
        <input
          type="time"
          required
          value={textOf(value.minute)}
          onChange={(event) => set({ ...value, minute: minuteOf(event.currentTarget.value) })}
        />
      </label>
    </fieldset>
  );
  return (
    <Dialog title="Surge" onClose={onClose} wide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const body = { id: id.current, chapterId, needs, blockHours, languages: spoken, from, until };
          act.run({ body });
        }}
      >
        <p>
          More hands for an event of days: shifts over those of the patterns, open for taking at once by the
          usual rules. Four are invited for each place, those with the fewest hours of who could; nobody is
          obliged. It ends by itself.
        </p>
        {moment('From', from, setFrom)}
        {moment('Until', until, setUntil)}
        <fieldset className="surge-seats">
          <legend>Needed at any hour</legend>
          {SHIFT_ROLES.map((role) => (
            <label key={role} className="field">
              <span>{ROLES[role]}</span>
              <input
                type="number"
                min={0}
                max={20}
                value={seats[role] ?? 0}
                onChange={(event) => setSeats({ ...seats, [role]: Number(event.currentTarget.value) })}
              />
            </label>
          ))}
        </fieldset>
        <div className="field-row">
          <label className="field">
            <span>Hours of a shift</span>
            <input
              type="number"
              min={2}
              max={12}
              required
              value={blockHours}
              onChange={(event) => setBlock(Number(event.currentTarget.value))}
            />
          </label>
          <ForChapter chapters={data?.chapters} value={chapterId} onChange={setChapter} />
        </div>
        <fieldset className="check-row">
          <legend>Somebody in each shift speaks</legend>
          {languages.map((code) => (
            <label key={code} className="check">
              <input
                type="checkbox"
                checked={spoken.includes(code)}
                onChange={(event) =>
                  setSpoken(
                    event.currentTarget.checked ? [...spoken, code] : spoken.filter((one) => one !== code),
                  )
                }
              />
              <span>{languageName(code)}</span>
            </label>
          ))}
        </fieldset>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={act.busy}
            disabled={needs.length === 0}
            why="Say how many of whom are needed"
          >
            Lay it out and invite
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}

/** Surges that are on or to come, above the rota. */
export function SurgeLines() {
  const { data } = useCall(listSurges, {}, { every: 300_000 });
  return data?.items.map((surge) => <SurgeLine key={surge.id} surge={surge} />);
}

function SurgeLine({ surge }: { surge: SurgeData }) {
  const [sure, ask] = useState(false);
  const end = useAct(endSurge, {
    stale: ['/api/v1/rota'],
    done: () => 'The surge has ended; who had a place in what is off was told.',
  });
  const at = (iso: string) => `${dayName(dayOf(new Date(iso)))} ${clock(iso)}`;
  const needs = surge.needs.map(({ role, seats }) => `${ROLES[role].toLowerCase()} ${seats}`).join(', ');
  return (
    <div className="surge-line">
      <p>
        ◆ <strong>Surge</strong> {at(surge.from)} to {at(surge.until)}: {needs} more at any hour.
      </p>
      {surge.can.includes('end') && (
        <div className="verbs">
          {sure ? (
            <>
              <VerbButton
                tone="danger"
                first
                busy={end.busy}
                onClick={() => end.run({ params: { id: surge.id }, body: {} })}
              >
                End it now
              </VerbButton>
              <VerbButton onClick={() => ask(false)}>Keep it</VerbButton>
            </>
          ) : (
            <VerbButton tone="quiet" label={`End it… Surge ${at(surge.from)}`} onClick={() => ask(true)}>
              End it…
            </VerbButton>
          )}
        </div>
      )}
    </div>
  );
}
