import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { checkInAll, LIST_MOST, type RosterLine, type Session } from '../contract.ts';
import { type ListLine, readList } from '../rules/check-in-list.ts';
import { whenOf } from './session-words.ts';

interface Props {
  session: Session;
  items: readonly RosterLine[];
  onClose: () => void;
}

const some = (lines: ListLine[], is: ListLine['is']) => lines.filter((line) => line.is === is);

/** Checks in all of a paper list at once; what it means is shown before anything is written down. */
export function CheckInList({ session, items, onClose }: Props) {
  const [text, setText] = useState('');
  const [letIn, setLetIn] = useState(false);
  /** The same line sent again is the same act. */
  const ids = useRef(new Map<string, string>());
  const idOf = (line: string) => {
    const id = ids.current.get(line) ?? newId();
    ids.current.set(line, id);
    return id;
  };
  const act = useAct(checkInAll, {
    stale: ['/api/v1/trainings'],
    done: ({ items: said }) => {
      const first = said.filter((one) => one.checkedIn && !one.checkedIn.already).length;
      const refused = said.filter((one) => one.problem).length;
      return `In: ${first} of ${said.length}.${refused > 0 ? ` ${refused} could not be taken.` : ''}`;
    },
    after: onClose,
  });
  const lines = readList(text, items);
  const coming = some(lines, 'coming');
  const strangers = some(lines, 'new');
  const taken = letIn ? [...coming, ...strangers] : coming;
  const begun = Date.parse(session.startsAt) < Date.now();
  const send = () =>
    act.run({
      params: { id: session.id },
      body: {
        items: taken.map((line) => ({
          id: idOf(line.text),
          // Who is on paper was there: a list that is typed afterwards would else take the training from them.
          at: begun ? session.startsAt : new Date().toISOString(),
          ...('personId' in line ? { personId: line.personId } : { name: line.text.slice(0, 80) }),
        })),
      },
    });
  return (
    <Dialog title="Check in from a list" wide onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (taken.length > 0 && taken.length <= LIST_MOST) send();
        }}
      >
        <p className="soft">
          {whenOf(session)}. Whoever is on the list counts as there from {begun ? 'the beginning' : 'now'}.
        </p>
        <label className="field">
          <span>Codes, call signs or names, one a line</span>
          <textarea
            data-autofocus
            rows={10}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
          />
        </label>
        <div role="status">
          <ul className="plain-list">
            {lines.length === 0 && <li className="soft">Nobody yet.</li>}
            {coming.length > 0 && <li>✓ {coming.length} of this session, to be checked in.</li>}
            {some(lines, 'here').length > 0 && <li>{some(lines, 'here').length} in already.</li>}
            {some(lines, 'several').length > 0 && (
              <li>
                ▲ Called the same by several, so check them in by the table:{' '}
                {some(lines, 'several')
                  .map((line) => line.text)
                  .join(', ')}
                .
              </li>
            )}
            {strangers.length > 0 && (
              <li>▲ Nobody of this session is called: {strangers.map((line) => line.text).join(', ')}.</li>
            )}
            {taken.length > LIST_MOST && (
              <li>▲ At most {LIST_MOST} at once: send the rest as a second list.</li>
            )}
          </ul>
        </div>
        {strangers.length > 0 && (
          <label className="check">
            <input type="checkbox" checked={letIn} onChange={() => setLetIn(!letIn)} />
            <span>They walked in: write them down by these names, as new applicants</span>
          </label>
        )}
        <div className="verbs">
          <VerbButton
            tone="main"
            submit
            busy={act.busy}
            disabled={taken.length === 0 || taken.length > LIST_MOST}
            why={taken.length === 0 ? 'Nobody on this list is to be checked in.' : 'Too many at once.'}
          >
            Check in {taken.length}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
