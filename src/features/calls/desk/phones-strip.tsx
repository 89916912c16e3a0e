import { Link } from '@tanstack/react-router';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Operator, type SentCall, setPresence } from '../contract.ts';
import { JoinVerbs } from './joined.tsx';
import { useCalls } from './use-calls.ts';
import { stateWords } from './words.ts';

/** Who takes calls now and what they are at; one's own break; calls that were missed. */
export function PhonesStrip() {
  const { data } = useCalls();
  const change = useAct(setPresence, { stale: ['/api/v1/calls'] });
  if (!data) return null;
  const { me, open, operators, missed } = data;
  return (
    <div className="phones-strip">
      <ul aria-label="Who takes calls">
        {operators.length === 0 && <li className="needs">▲ Nobody on shift takes calls</li>}
        {operators.map((operator) => (
          <Who
            key={`${operator.line} ${operator.personId}`}
            operator={operator}
            call={open.find(({ answeredBy }) => answeredBy?.personId === operator.personId)}
          />
        ))}
      </ul>
      {missed.length > 0 && (
        <Link to="/calls/log" className="needs">
          ▲ {count(missed.length, 'missed call')}
        </Link>
      )}
      {me && (
        <VerbButton
          tone="quiet"
          pressed={me.onBreak}
          busy={change.busy}
          onClick={() => change.run({ body: { ...me, onBreak: !me.onBreak } })}
        >
          {me.onBreak ? 'Back from the break' : 'Take a break'}
        </VerbButton>
      )}
    </div>
  );
}

function Who({
  operator: { callSign, state, line },
  call,
}: {
  operator: Operator;
  call: SentCall | undefined;
}) {
  const { sign, word } = stateWords[state];
  return (
    <li>
      <span aria-hidden="true">{sign} </span>
      {callSign} <span className="soft">{line === 'legal' ? `legal, ${word}` : word}</span>{' '}
      {call && <JoinVerbs call={call} />}
    </li>
  );
}
