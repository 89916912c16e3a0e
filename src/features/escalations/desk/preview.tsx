import { useState } from 'react';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { type Kind, type Plan, previewPolicy, type Target } from '../contract.ts';
import { MANNER_NAMES, minutesText } from './words.ts';

/** Whom nobody can name before it happens. */
const OPEN: Partial<Record<Target['who'], string>> = {
  taker: 'who could take the shift then',
  self: 'whom it is about',
};

/** What would happen if it began now and nobody answered. */
export function Preview({
  kind,
  chapterId,
  plan,
  isWhole,
}: {
  kind: Kind;
  chapterId: string | null;
  plan: Plan;
  isWhole: boolean;
}) {
  const [shown, setShown] = useState<{ of: Plan; answer: Answer<typeof previewPolicy> } | null>(null);
  const act = useAct(previewPolicy, {
    after: (answer, given) => setShown({ of: (given as { body: { plan: Plan } }).body.plan, answer }),
  });
  const isFresh = shown?.of === plan;
  return (
    <section className="plan-preview" aria-label="If it happened now">
      <div className="verbs">
        <VerbButton
          busy={act.busy}
          disabled={!isWhole}
          why="First mend what stands above"
          onClick={() => act.run({ body: { kind, chapterId, plan } })}
        >
          What would happen now?
        </VerbButton>
      </div>
      {isFresh && (
        <>
          <p className="soft">If it began now and nobody answered. Nobody is paged by looking.</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <div className="table-scroll" tabIndex={0}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">After</th>
                  <th scope="col">Step</th>
                  <th scope="col">Who</th>
                </tr>
              </thead>
              <tbody>
                {shown.answer.items.map(({ step, time, minutes, manner, callSigns }) => (
                  <tr key={`${time} ${step}`}>
                    <td>{minutesText(minutes)}</td>
                    <td>
                      {step + 1} · {MANNER_NAMES[manner]}
                      {plan.times > 1 && ` · time ${time + 1}`}
                    </td>
                    <td>{callSigns.length > 0 ? callSigns.join(', ') : OPEN[plan.steps[step]!.to.who]}</td>
                  </tr>
                ))}
                <tr>
                  <td>{minutesText(shown.answer.endsAfter)}</td>
                  <td colSpan={2}>It stands on the board as unanswered</td>
                </tr>
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
