import { Link } from '@tanstack/react-router';
import { When } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { acknowledgeEscalation, type Escalation, type State } from '../contract.ts';
import { about, nextText, STATE_NAMES } from './words.ts';

export const TONES: Record<State, { tone: 'needs' | 'danger' | 'who' | 'plain'; sign: string }> = {
  unanswered: { tone: 'danger', sign: '■' },
  running: { tone: 'needs', sign: '▲' },
  acknowledged: { tone: 'who', sign: '●' },
  settled: { tone: 'plain', sign: '✓' },
};

/** Says "I have it" and tells so. */
export const useHave = () =>
  useAct(acknowledgeEscalation, {
    stale: ['/api/v1/escalations'],
    done: () => 'You have it. Nobody else is paged meanwhile.',
  });

/** One of them, with what can be done. */
export function EscalationLine({ escalation }: { escalation: Escalation }) {
  const now = useNow();
  const have = useHave();
  const { id, state, beganAt, endedAt, paged, lastPagedAt, drill, can } = escalation;
  const what = about(escalation);
  return (
    <li>
      <div>
        <Mark tone={TONES[state].tone}>
          {TONES[state].sign} {STATE_NAMES[state]}
        </Mark>{' '}
        <strong>{what}</strong> {drill && <Mark tone="drill">drill</Mark>}
        <small className="line">
          {state === 'settled' && endedAt ? (
            <>
              Waited from <When at={beganAt} /> until <When at={endedAt} />
            </>
          ) : (
            <>
              Waits since <When at={beganAt} /> · {nextText(escalation, now)}
            </>
          )}{' '}
          · {paged === 0 ? 'nobody could be paged' : `${count(paged, 'person', 'people')} paged`}
          {lastPagedAt && (
            <>
              , last <When at={lastPagedAt} />
            </>
          )}
        </small>
      </div>
      <div className="verbs">
        {can.includes('acknowledge') && (
          <VerbButton
            tone="main"
            busy={have.busy}
            label={`I have it: ${what}`}
            onClick={() => have.run({ params: { id } })}
          >
            I have it
          </VerbButton>
        )}
        <Link
          to="/pages/$id"
          params={{ id }}
          className="verb verb-quiet"
          aria-label={`Who was paged: ${what}`}
        >
          Who was paged
        </Link>
      </div>
    </li>
  );
}
