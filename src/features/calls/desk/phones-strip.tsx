import { Link } from '@tanstack/react-router';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Operator, setPresence } from '../contract.ts';
import { useCalls } from './use-calls.ts';
import { stateWords } from './words.ts';

/** Who takes calls now and what they are at; one's own break; calls that were missed. */
export function PhonesStrip() {
  const { data } = useCalls();
  const change = useAct(setPresence, { stale: ['/api/v1/calls'] });
  if (!data) return null;
  const { me, operators, missed } = data;
  return (
    <div className="phones-strip">
      <ul aria-label="Who takes calls">
        {operators.length === 0 && <li className="needs">▲ Nobody on shift takes calls</li>}
        {operators.map((operator) => (
          <Who key={`${operator.line} ${operator.personId}`} operator={operator} />
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

function Who({ operator: { callSign, state, line } }: { operator: Operator }) {
  const { sign, word } = stateWords[state];
  return (
    <li>
      <span aria-hidden="true">{sign} </span>
      {callSign} <span className="soft">{line === 'legal' ? `legal, ${word}` : word}</span>
    </li>
  );
}
