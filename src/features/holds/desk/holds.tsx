import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listHolds } from '../contract.ts';
import { HoldCard } from './hold-card.tsx';
import { PlaceHold } from './place-hold.tsx';

/** Legal holds: what must not be removed for now, and who lets it go. */
export function Holds() {
  const query = useCall(listHolds, {});
  const { record } = useSearch({ strict: false }) as { record?: string };
  const navigate = useNavigate();
  const [placing, setPlacing] = useState(record !== undefined);
  const close = () => {
    setPlacing(false);
    if (record) void navigate({ to: '/holds', search: {}, replace: true });
  };
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Legal holds</h1>
        <VerbButton tone="main" onClick={() => setPlacing(true)}>
          Place a hold…
        </VerbButton>
      </header>
      <p className="lead">
        What a hold covers is not removed when its time is over, and exact places and times stay exact. One
        person places it; two others let it go. When one of ours is hurt or arrested, the incident is held by
        itself.
      </p>
      <Loaded query={query}>
        {({ items }) => {
          const inForce = items.filter((hold) => !hold.releasedAt);
          const released = items.filter((hold) => hold.releasedAt);
          return (
            <div className="columns">
              <section>
                <h2>
                  In force <span className="soft">{inForce.length}</span>
                </h2>
                {inForce.length === 0 ? (
                  <Empty title="Nothing is held">Everything goes when its time is over.</Empty>
                ) : (
                  <ul className="plain-list">
                    {inForce.map((hold) => (
                      <HoldCard key={hold.id} hold={hold} />
                    ))}
                  </ul>
                )}
              </section>
              <section>
                <h2>
                  Released <span className="soft">{released.length}</span>
                </h2>
                {released.length === 0 ? (
                  <Empty title="None yet" />
                ) : (
                  <ul className="plain-list">
                    {released.map((hold) => (
                      <HoldCard key={hold.id} hold={hold} />
                    ))}
                  </ul>
                )}
              </section>
            </div>
          );
        }}
      </Loaded>
      {placing && <PlaceHold record={record ?? null} onClose={close} />}
    </main>
  );
}
