import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { readDrill } from '../contract.ts';

const liveMs = 2_000;

/** What happened in a drill, minute by minute, and which expectations were met. */
export function DrillSteps({ id, live }: { id: string; live?: boolean }) {
  const query = useCall(readDrill, { params: { id } }, { every: live ? liveMs : undefined });
  return (
    <Loaded query={query}>
      {({ stepList }) => (
        <ol className="timeline">
          {stepList.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
            <li key={at} className={step.passed === false ? 'entry entry-failed' : 'entry'}>
              <span className="minute">min {Math.round(step.minute)}</span>
              <p>
                {step.passed !== null && (step.passed ? '✓ ' : '✕ ')}
                <strong>{step.who}</strong> {step.text}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
