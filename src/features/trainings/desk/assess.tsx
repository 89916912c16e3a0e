import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { assess, type ShownApprentice } from '../contract.ts';
import { type Levels, passes, RUBRIC } from '../rules.ts';

/** The rubric, line by line; what it comes to is shown before it is sent. */
export function Assess({ apprentice, onClose }: { apprentice: ShownApprentice; onClose: () => void }) {
  const [levels, set] = useState<Levels>({});
  const id = useRef(newId());
  const act = useAct(assess, {
    ...{ stale: ['/api/v1/trainings'], quiet: true, after: onClose },
    done: ({ passed }) => (passed ? `${apprentice.callSign} is a certified trainer.` : 'Noted: not yet.'),
  });
  const isWhole = RUBRIC.every(({ id }) => levels[id]);
  return (
    <Dialog title={`Assess ${apprentice.callSign}`} onClose={onClose} wide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.run({ params: { personId: apprentice.personId }, body: { id: id.current, levels } });
        }}
      >
        <div className="rubric">
          {RUBRIC.map((line) => (
            <fieldset key={line.id} className="choice">
              <legend>{line.name}</legend>
              {line.levels.map((text, n) => (
                <label key={text} className="choice-option">
                  <input
                    type="radio"
                    name={line.id}
                    required
                    checked={levels[line.id] === n + 1}
                    onChange={() => set({ ...levels, [line.id]: n + 1 })}
                  />
                  <span>
                    {n + 1}. {text}
                  </span>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
        {isWhole && (
          <p role="status">
            <strong>
              {passes(levels) ? 'This is passed: a certificate follows.' : 'This is not passed yet.'}
            </strong>{' '}
            <span className="soft">
              Level 3 throughout; one line may be 2, but neither the law nor people’s data.
            </span>
          </p>
        )}
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            busy={act.busy}
            disabled={!isWhole}
            why="Choose a level in each line"
          >
            Send the assessment
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
