import { useRef, useState } from 'react';
import { seal } from '../../../desk/kit/api.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Course, type CourseFigures, creditAtSession, creditPrior } from '../contract.ts';
import { reasonReaders } from '../rules.ts';
import { stale } from './one-member.tsx';

interface Props {
  personId: string;
  courses: CourseFigures[];
  /** Of a session that they registered for or came to, and its course; without one, of a member who was looked up. */
  session?: { id: string; course: Course };
  /** What they are called there. */
  name?: string;
  onClose: () => void;
}

/** Credits what a member has learnt before, with the reason. */
export function CreditPrior({ personId, courses, session, name, onClose }: Props) {
  const [course, choose] = useState<Course>(session?.course ?? 'observer');
  const [parts, setParts] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const id = useRef(newId());
  const options = { stale, done: () => 'Credited.', after: onClose };
  const sealed = ({ id, reason }: { id: string; reason: unknown }) => seal(reasonReaders, id, { reason });
  const byLooking = useAct(creditPrior, {
    ...options,
    sealing: async ({ params, body }) => ({ params, body: { ...body, ...(await sealed(body)) } }),
  });
  const atSession = useAct(creditAtSession, {
    ...options,
    sealing: async ({ params, body }) => ({ params, body: { ...body, ...(await sealed(body)) } }),
  });
  const act = session ? atSession : byLooking;
  const ready = parts.length > 0 && reason.trim().length >= 10;
  const toggle = (part: string) =>
    setParts((now) => (now.includes(part) ? now.filter((p) => p !== part) : [...now, part]));
  return (
    <Dialog title={name ? `Credit training before: ${name}` : 'Credit training before'} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          const body = { id: id.current, parts, reason: reason.trim() };
          if (session) atSession.run({ params: { id: session.id }, body: { ...body, personId, course } });
          else byLooking.run({ params: { id: personId, course }, body });
        }}
      >
        <label className="field">
          <span>Course</span>
          <select
            data-autofocus
            value={course}
            onChange={(event) => {
              choose(event.currentTarget.value as Course);
              setParts([]);
            }}
          >
            {courses.map((one) => (
              <option key={one.course} value={one.course}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="boxes boxes-lines">
          <legend>What is credited</legend>
          {courses
            .find((one) => one.course === course)!
            .parts.map((part) => (
              <label key={part.id}>
                <input type="checkbox" checked={parts.includes(part.id)} onChange={() => toggle(part.id)} />
                {part.title}
              </label>
            ))}
        </fieldset>
        <label className="field">
          <span>What, where, when, and how you checked it</span>
          <small className="soft">
            Ten letters or more. Sealed in this browser: those who read notes about conduct can read it.
          </small>
          <textarea
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <p className="soft">It is written into the log, with your name.</p>
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            disabled={!ready}
            busy={act.busy}
            why="Choose at least one part, and write the reason in ten letters or more"
          >
            Credit it
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
