import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Goal, readGoals, setGoal } from '../contract.ts';
import { SERIES_WORDS } from './words.ts';

/** An admin says how many, and by when. */
export function SetGoal({ goal, today, onClose }: { goal: Goal; today: string; onClose: () => void }) {
  const [target, setTarget] = useState(String(goal.target));
  const [due, setDue] = useState(goal.due);
  const act = useAct(setGoal, {
    stale: [readGoals.path],
    quiet: true,
    done: () => 'The goal is changed.',
    after: onClose,
  });
  return (
    <Dialog title={`Goal: ${SERIES_WORDS[goal.goal].toLowerCase()}`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.run({ params: { goal: goal.goal }, body: { target: Number(target), due } });
        }}
      >
        <label className="field">
          <span>How many</span>
          <input
            type="number"
            required
            min="1"
            max="1000000"
            data-autofocus
            value={target}
            onChange={(event) => setTarget(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>By</span>
          <input
            type="date"
            required
            min={today}
            value={due}
            onChange={(event) => setDue(event.currentTarget.value)}
          />
        </label>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy}>
            Change the goal
          </VerbButton>
          <VerbButton onClick={onClose}>Leave it</VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
