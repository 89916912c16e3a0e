import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { setPart, type Team } from '../contract.ts';

export const stale = ['/api/v1/teams'];

/** Who would like to join, and the two answers. */
export function Asking({ team }: { team: Team }) {
  const act = useAct(setPart, {
    stale,
    done: (_, { body }) => (body.part ? 'They are in it now, and are told.' : 'They are told.'),
  });
  const say = (personId: string, part: 'member' | null) =>
    act.run({ params: { id: team.id }, body: { personId, part } });
  return (
    <ul className="plain-list" aria-label={`Who would like to join ${team.name}`}>
      {team.asking.map(({ personId, callSign }) => (
        <li key={personId}>
          <span>
            <strong>{callSign}</strong> would like to join
          </span>
          <span className="verbs">
            <VerbButton
              tone="good"
              busy={act.busy}
              label={`Yes, take ${callSign} in`}
              onClick={() => say(personId, 'member')}
            >
              Yes
            </VerbButton>
            <VerbButton busy={act.busy} label={`Not now, ${callSign}`} onClick={() => say(personId, null)}>
              Not now
            </VerbButton>
          </span>
        </li>
      ))}
    </ul>
  );
}
