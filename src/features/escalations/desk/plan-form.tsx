import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { ForChapter } from '../../../desk/kit/for-chapter.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { MOST_STEPS, type Plan, type Policy, type Step, savePolicy } from '../contract.ts';
import { wrongWith } from '../rules.ts';
import { signsOf } from './plans.tsx';
import { Preview } from './preview.tsx';
import { StepFields } from './step-fields.tsx';
import { KIND_NAMES, sentence } from './words.ts';

const newStep: Step = {
  to: { who: 'shift', role: 'dispatcher', otherwise: null },
  manner: 'urgent',
  minutes: 5,
};

/** Changes who is paged for one kind, in the network or a chapter; says at once why a plan cannot be. */
export function PlanForm({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const { kind } = policy;
  const [plan, setPlan] = useState<Plan>(policy.plan);
  const [chapterId, setChapter] = useState(policy.chapterId);
  const [signs, setSigns] = useState(signsOf(policy));
  const [id] = useState(newId);
  const { data } = useCall(listZones, {});
  const act = useAct(savePolicy, {
    stale: ['/api/v1/escalation-policies'],
    done: () => 'It holds for whatever begins to wait from now on.',
    after: onClose,
  });
  const mayChange = policy.can.includes('set');
  const wrong = wrongWith(kind, plan);
  const set = (n: number, step: Step) => setPlan({ ...plan, steps: plan.steps.with(n, step) });
  const move = (n: number, by: number) => {
    const steps = [...plan.steps];
    const [step] = steps.splice(n, 1);
    steps.splice(n + by, 0, step!);
    setPlan({ ...plan, steps });
  };
  const number = (
    label: string,
    value: number,
    least: number,
    most: number,
    change: (value: number) => void,
  ) => (
    <label className="field">
      <span>{label}</span>
      <input
        type="number"
        required
        min={least}
        max={most}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => change(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
  return (
    <Dialog title={KIND_NAMES[kind]} onClose={onClose} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wrong.length === 0) act.run({ body: { id, kind, chapterId, plan } });
        }}
      >
        <p className="plan-sentence">{sentence(plan, signs)}</p>
        {mayChange && (
          <fieldset className="plan-fields">
            <legend className="unseen">The plan</legend>
            <div className="field-row">
              {!policy.chapterId && (
                <ForChapter chapters={data?.chapters} value={chapterId} onChange={setChapter} />
              )}
              {number('First page after, minutes', plan.after, 0, 1440, (after) =>
                setPlan({ ...plan, after }),
              )}
              {number('Times through', plan.times, 1, 5, (times) => setPlan({ ...plan, times }))}
              {number('Ask again who has it after, minutes', plan.again, 1, 2880, (again) =>
                setPlan({ ...plan, again }),
              )}
            </div>
            <ol className="plan-steps">
              {plan.steps.map((step, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
                <li key={n}>
                  <StepFields
                    kind={kind}
                    step={step}
                    n={n}
                    signs={signs}
                    onChange={(next) => set(n, next)}
                    onName={(member) => setSigns(new Map([...signs, [member.id, member.callSign]]))}
                  />
                  <div className="verbs">
                    <VerbButton
                      tone="quiet"
                      disabled={n === 0}
                      label={`Earlier: step ${n + 1}`}
                      onClick={() => move(n, -1)}
                    >
                      Earlier
                    </VerbButton>
                    <VerbButton
                      tone="quiet"
                      label={`Leave out: step ${n + 1}`}
                      onClick={() => setPlan({ ...plan, steps: plan.steps.toSpliced(n, 1) })}
                    >
                      Leave out
                    </VerbButton>
                  </div>
                </li>
              ))}
            </ol>
            {plan.steps.length < MOST_STEPS && (
              <div className="verbs">
                <VerbButton
                  onClick={() =>
                    setPlan({
                      ...plan,
                      steps: plan.steps.toSpliced(Math.max(0, plan.steps.length - 1), 0, newStep),
                    })
                  }
                >
                  Add a step
                </VerbButton>
              </div>
            )}
          </fieldset>
        )}
        {wrong.length > 0 && (
          <ul className="needs" role="alert">
            {wrong.map(({ path, message }) => (
              <li key={`${path} ${message}`}>▲ {message}</li>
            ))}
          </ul>
        )}
        <Preview kind={kind} chapterId={chapterId} plan={plan} isWhole={wrong.length === 0} />
        {mayChange && (
          <div className="verbs">
            <VerbButton
              submit
              tone="main"
              busy={act.busy}
              disabled={wrong.length > 0}
              why="First mend what stands above"
            >
              Keep this plan
            </VerbButton>
            {policy.own && (
              <VerbButton
                busy={act.busy}
                onClick={() => act.run({ body: { id, kind, chapterId: policy.chapterId, plan: null } })}
              >
                Back to the usual one
              </VerbButton>
            )}
          </div>
        )}
      </form>
    </Dialog>
  );
}
