import { useState } from 'react';
import { When } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listShiftRequests, type ShiftRequest } from '../contract.ts';
import { DecideRequest } from './decide-request.tsx';
import { RotaNav } from './rota-nav.tsx';
import { clock, dayName, dayOf, ROLES } from './words.ts';

const kinds: Record<ShiftRequest['kind'], string> = {
  take: 'wants to take',
  'give-back': 'wants to give back',
  swap: 'wants to swap',
};

/** What members ask for and a coordinator decides. */
export function Requests() {
  const query = useCall(listShiftRequests, {}, { every: 60_000 });
  const [deciding, setDeciding] = useState<{ request: ShiftRequest; approve: boolean } | null>(null);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Requests</h1>
        <RotaNav />
      </header>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing waits for you">
              Short notice and what your rules keep for a coordinator comes here.
            </Empty>
          ) : (
            <ul className="pattern-list">
              {items.map((request) => (
                <li key={request.id}>
                  <RequestLine request={request} />
                  <div className="verbs">
                    <VerbButton
                      tone="good"
                      label={`Approve: ${request.asker.callSign}`}
                      onClick={() => setDeciding({ request, approve: true })}
                    >
                      Approve
                    </VerbButton>
                    <VerbButton
                      label={`Refuse… ${request.asker.callSign}`}
                      onClick={() => setDeciding({ request, approve: false })}
                    >
                      Refuse…
                    </VerbButton>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {deciding && <DecideRequest {...deciding} onClose={() => setDeciding(null)} />}
    </main>
  );
}

export const spanOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
  `${dayName(dayOf(new Date(startsAt)))} ${clock(startsAt)} to ${clock(endsAt)}`;

function RequestLine({ request }: { request: ShiftRequest }) {
  const { asker, other, kind, role, leavesGap, at } = request;
  const against = [...asker.why, ...(other?.why ?? [])];
  return (
    <div>
      <strong>{asker.callSign}</strong> {kinds[kind]} {ROLES[role]}, {spanOf(asker)}
      {other && (
        <>
          {' '}
          with <strong>{other.callSign}</strong>, {spanOf(other)}
        </>
      )}{' '}
      {leavesGap && <Mark tone="needs">▲ leaves a gap</Mark>}
      <small className="line">
        Asked <When at={at} />
        {against.length === 0 ? '. Nothing in the rules speaks against it.' : '.'}
      </small>
      {against.map(({ text }) => (
        <small key={text} className="line needs">
          ▲ {text}
        </small>
      ))}
    </div>
  );
}
