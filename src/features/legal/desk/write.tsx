import { seal } from '../../../desk/kit/api.ts';
import { useDraft } from '../../../desk/kit/draft.ts';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { AdditionWords } from '../../hotline/contract.ts';
import { writeInIntake } from '../contract.ts';

const longest = 4000;

/** What somebody says in a call or at the door, written down beside what came before, sealed in this browser. */
export function Write({ id }: { id: string }) {
  const [draft, setDraft, clear] = useDraft(`intake.${id}`, { id: newId(), words: '' });
  const write = useAct(writeInIntake, { stale: ['/api/v1/intakes', '/api/v1/threads'], quiet: true });
  const keep = async () => {
    const words = draft.words.trim();
    if (!words || write.busy) return;
    const said: AdditionWords = { words, answers: {} };
    const sealed = await seal(['legal'], draft.id, { words: said });
    if (!(await write.ask({ params: { id }, body: { id: draft.id, said: sealed.words } }))) return;
    clear();
    setDraft({ id: newId(), words: '' });
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <label className="field">
        <span>
          Write down what they say <small>sealed to the legal desk before it leaves this browser</small>
        </span>
        <textarea
          rows={3}
          value={draft.words}
          maxLength={longest}
          readOnly={write.busy}
          onChange={(event) => setDraft({ ...draft, words: event.currentTarget.value })}
        />
      </label>
      {write.problem && <Trouble error={write.problem} />}
      <VerbButton submit busy={write.busy} disabled={!draft.words.trim()} why="Write something first">
        Keep it
      </VerbButton>
    </form>
  );
}
