import { Clock } from '../../../desk/kit/age.tsx';
import type { IntakeDetail } from '../contract.ts';

/** The calls that an intake was made in, or that belong to it; never a number. */
export function IntakeCalls({ calls }: Pick<IntakeDetail, 'calls'>) {
  if (calls.length === 0) return null;
  return (
    <ul className="plain-list" aria-label="Calls">
      {calls.map(({ id, startedAt, answeredAt, endedAt, callSign }) => (
        <li key={id}>
          <span>
            ☎ Called <Clock at={startedAt} />
            {answeredAt ? ` · spoke with ${callSign ?? 'somebody'}` : ' · nobody spoke with them'}
            {endedAt ? (
              <>
                {' '}
                · ended <Clock at={endedAt} />
              </>
            ) : (
              <strong> · on the line now</strong>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
