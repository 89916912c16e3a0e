import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useNow } from '../../../desk/kit/now.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { listZones } from '../../places/contract.ts';
import { COURSES, type Course, changeSession, planSessions, type Session } from '../contract.ts';
import { modulesOf } from '../rules.ts';
import { useModuleTitles } from './module-titles.ts';
import { Checks, PlaceFields, SeatFields, TrainerFields, WhenFields } from './session-fields.tsx';
import { COURSE_NAMES, dayOf, plusDays, wallMinute } from './session-words.ts';

export interface Draft {
  course: Course;
  modules: string[];
  chapterId: string;
  form: 'place' | 'online';
  place: string;
  link: string;
  day: string;
  startMinute: number;
  lengthMinutes: number;
  times: number;
  everyWeeks: number;
  capacity: number;
  languages: string[];
  access: Session['access'];
  trainers: { personId: string; part: 'lead' | 'co' | 'apprentice' }[];
}

const idsOf = (course: Course) => modulesOf(course).map(({ id }) => id);

const fresh = (day: string): Draft => ({
  ...{ course: 'observer', modules: idsOf('observer'), chapterId: '', form: 'place', place: '', link: '' },
  ...{ day, startMinute: 18 * 60, lengthMinutes: 150, times: 1, everyWeeks: 1, capacity: 20 },
  ...{ languages: ['en'], access: [], trainers: [] },
});

const draftOf = (session: Session): Draft => ({
  ...session,
  ...{ place: session.place ?? '', link: session.link ?? '', times: 1, everyWeeks: 1 },
  day: dayOf(new Date(session.startsAt)),
  startMinute: wallMinute(session.startsAt),
  lengthMinutes: (Date.parse(session.endsAt) - Date.parse(session.startsAt)) / 60_000,
  trainers: session.trainers.map(({ personId, part }) => ({ personId, part })),
});

/** Those that one plans for: a coordinator of one chapter sees no other. */
function useOwnChapters() {
  const { roles } = useSession();
  const { data } = useCall(listZones, {});
  const grants = roles.filter(({ role }) => ['trainer', 'coordinator', 'admin'].includes(role));
  const all = grants.some(({ role, chapterId }) => role === 'admin' || chapterId === null);
  return (data?.chapters ?? []).filter(({ id }) => all || grants.some((grant) => grant.chapterId === id));
}

/** A session, or a series in one go; or a change to one, of which who is registered is told. */
export function SessionForm({ session, onClose }: { session: Session | null; onClose: () => void }) {
  const now = useNow();
  const [draft, setDraft] = useState<Draft>(() =>
    session ? draftOf(session) : fresh(plusDays(dayOf(now), 7)),
  );
  const chapters = useOwnChapters();
  const ids = useRef(Array.from({ length: 26 }, newId));
  const options = { stale: ['/api/v1/trainings'], quiet: true, after: onClose };
  const plan = useAct(planSessions, {
    ...options,
    done: ({ items }) => `${count(items.length, 'session')} planned; now at /trainings.`,
  });
  const change = useAct(changeSession, { ...options, done: () => 'Changed.' });
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const chapterId = draft.chapterId || chapters[0]?.id || '';
  const save = () => {
    const { times, everyWeeks, course, modules, place, link, ...rest } = draft;
    const { day, startMinute, lengthMinutes, form, capacity, languages, access, trainers } = rest;
    const body = {
      ...{ day, startMinute, lengthMinutes, form, capacity, languages, access, trainers },
      ...{ place: form === 'place' ? place.trim() || null : null },
      ...{ link: form === 'online' ? link.trim() || null : null },
    };
    if (session) change.run({ params: { id: session.id }, body });
    else
      plan.run({
        body: { ids: ids.current.slice(0, times), everyWeeks, course, modules, chapterId, ...body },
      });
  };
  const titleOf = useModuleTitles(draft.course);
  const problem = plan.problem ?? change.problem;
  return (
    <Dialog title={session ? 'Change the session' : 'New session or series'} onClose={onClose} wide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {!session && (
          <>
            <div className="field-row">
              <label className="field">
                <span>Course</span>
                <select
                  value={draft.course}
                  onChange={(event) => {
                    const course = event.currentTarget.value as Course;
                    set({ course, modules: idsOf(course) });
                  }}
                >
                  {COURSES.map((course) => (
                    <option key={course} value={course}>
                      {COURSE_NAMES[course]}
                    </option>
                  ))}
                </select>
              </label>
              <label className="field">
                <span>Chapter</span>
                <select value={chapterId} onChange={(event) => set({ chapterId: event.currentTarget.value })}>
                  {chapters.map((chapter) => (
                    <option key={chapter.id} value={chapter.id}>
                      {chapter.name}
                    </option>
                  ))}
                </select>
              </label>
            </div>
            <Checks
              legend="Modules that are taught"
              options={modulesOf(draft.course).map(({ id, minutes }) => ({
                value: id,
                label: `${titleOf(id)} (${minutes} min)`,
              }))}
              values={draft.modules}
              onChange={(modules) => set({ modules })}
            />
          </>
        )}
        <PlaceFields draft={draft} set={set} />
        <WhenFields draft={draft} set={set} isNew={!session} />
        <SeatFields draft={draft} set={set} />
        <TrainerFields draft={draft} set={set} />
        {session && session.confirmed + session.waiting > 0 && (
          <p className="soft">
            Another time or place is told to {count(session.confirmed + session.waiting, 'person', 'people')}{' '}
            at once.
          </p>
        )}
        {problem && <Trouble error={problem} />}
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={plan.busy || change.busy}
            disabled={draft.modules.length === 0 || draft.languages.length === 0}
            why="Choose a module and a language"
          >
            {session ? 'Change it' : draft.times > 1 ? `Plan ${draft.times} sessions` : 'Plan it'}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
