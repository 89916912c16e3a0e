import { useRef, useState } from 'react';
import { seal } from '../../../desk/kit/api.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Course, type CourseFigures, creditPrior } from '../contract.ts';
import { reasonReaders } from '../rules.ts';
import { stale } from './one-member.tsx';

interface Props {
  personId: string;
  courses: CourseFigures[];
  onClose: () => void;
}

/** Credits what a member has learnt before, with the reason. */
export function CreditPrior({ personId, courses, onClose }: Props) {
  const [course, choose] = useState<Course>('observer');
  const [parts, setParts] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const id = useRef(newId());
  const act = useAct(creditPrior, {
    stale,
    sealing: async ({ params, body }) => ({
      params,
      body: { ...body, ...(await seal(reasonReaders, body.id, { reason: body.reason })) },
    }),
    done: () => 'Credited.',
    after: onClose,
  });
  const ready = parts.length > 0 && reason.trim().length >= 10;
  const toggle = (part: string) =>
    setParts((now) => (now.includes(part) ? now.filter((p) => p !== part) : [...now, part]));
  return (
    <Dialog title="Credit training before" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready)
            act.run({
              params: { id: personId, course },
              body: { id: id.current, parts, reason: reason.trim() },
            });
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
        <fieldset className="boxes">
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
          <span>
            What, where, when, and how you checked it (sealed; those who read notes about conduct read it)
          </span>
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
