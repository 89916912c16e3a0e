import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Actions, Button, Title } from '../../../field/kit.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { state } from '../../../field/store.ts';
import { ringKeys } from '../../../field/sync.ts';
import { sealFields } from '../../keys/rules/sealer.ts';
import type { Course, OwnCourse, RosterLine, Session } from '../contract.ts';
import { useCourses } from './courses/acts.ts';
import { w as courseWord } from './courses/words.ts';
import { w } from './sessions-words.ts';

interface Props {
  session: Session;
  line: RosterLine;
  /** Closes it; with what is to be said when something was credited. */
  onClose: (said?: string) => void;
}

/** Credits what somebody of a session has learnt before. Why leaves this phone sealed or not at all. */
export function Credit({ session, line, onClose }: Props) {
  const { kept } = useCourses();
  const [course, choose] = useState<Course>(session.course);
  const [parts, set] = useState<string[]>([]);
  const [reason, write] = useState('');
  const [trouble, tell] = useState('');
  const [busy, wait] = useState(false);
  const [id] = useState(() => v7());
  const courses = kept?.data.items ?? [];
  const own = courses.find((one) => one.id === course);
  const send = async () => {
    wait(true);
    tell('');
    try {
      const keys = state().misfit ? undefined : await ringKeys();
      if (!keys) throw new CallFailed({ status: 0, title: '', detail: w('noKeys') });
      const sealed = await sealFields(keys, ['conduct'], id, { reason: reason.trim() });
      const body = { id, personId: line.personId, course, parts, ...sealed };
      await call(`trainings/sessions/${session.id}/prior`, body);
      onClose(w('credited', { name: line.name }));
    } catch (error) {
      tell((error instanceof CallFailed && error.message) || w('failed'));
      wait(false);
    }
  };
  return (
    <>
      <Button look="quiet" onClick={() => onClose()}>
        ‹ {w('doorTitle')}
      </Button>
      <Title>{w('creditTitle', { name: line.name })}</Title>
      <p class="soft">{w('creditHint')}</p>
      <label class="text">
        <span>{w('creditCourse')}</span>
        <select
          value={course}
          onChange={(event) => {
            choose(event.currentTarget.value as Course);
            set([]);
          }}
        >
          {courses.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      </label>
      {!own && <p class="soft">…</p>}
      {own && (
        <fieldset>
          <legend>{w('creditParts')}</legend>
          {partsOf(own).map(({ id, title }) => (
            <label class="option" key={id}>
              <input
                type="checkbox"
                checked={parts.includes(id)}
                onChange={(event) =>
                  set(event.currentTarget.checked ? [...parts, id] : parts.filter((one) => one !== id))
                }
              />
              <span>{title}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label class="text">
        <span>{w('creditReason')}</span>
        <small>{w('creditReasonHint')}</small>
        <textarea
          rows={3}
          maxLength={1000}
          value={reason}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </label>
      {trouble && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      <Actions>
        <Button
          look="main"
          disabled={busy || parts.length === 0 || reason.trim().length < 10}
          onClick={() => void send()}
        >
          {w('creditDo')}
        </Button>
      </Actions>
    </>
  );
}

/** What can be credited of a course, as people call it. */
const partsOf = (course: OwnCourse): { id: string; title: string }[] => [
  ...course.modules,
  { id: 'quiz', title: courseWord('quiz') },
  ...(course.practice ? [{ id: 'practice', title: courseWord('practice') }] : []),
];
