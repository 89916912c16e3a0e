import { useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { PickOne } from '../../../desk/kit/pick-one.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital } from '../../../desk/kit/words.ts';
import { liftStop, listStops, STOP_REASONS, setStop } from '../contract.ts';
import { reasons } from './words.ts';

const stale = ['/api/v1/stops', '/api/v1/callouts'];
const whats = { callouts: 'call-outs', notices: 'notices' } as const;
const options = STOP_REASONS.map((id) => ({ id, label: capital(reasons[id]) }));

/** Counsel's switch: one act stops everything of a kind, and says so to everyone at the desk. */
export function Stops() {
  const query = useCall(listStops, {});
  const [asking, setAsking] = useState<'callouts' | 'notices' | null>(null);
  const id = useRef(newId());
  const stop = useAct(setStop, { stale, done: ({ what }) => `All ${whats[what]} are stopped.` });
  const lift = useAct(liftStop, { stale, done: ({ what }) => `The stop of ${whats[what]} is lifted.` });
  return (
    <main className="screen">
      <h1>Stop switch</h1>
      <p className="lead">
        One act stops all call-outs, or all notices, at once. Nobody new is asked to go; those who are out are
        stood down with call-outs. Only counsel lifts it.
      </p>
      <Loaded query={query}>
        {({ items, can }) => {
          const inForce = (what: 'callouts' | 'notices') =>
            items.some((one) => one.what === what && !one.liftedAt);
          return (
            <>
              <div className="switches">
                {(['callouts', 'notices'] as const).map((what) => (
                  <section key={what} className="switch-card">
                    <h2>{capital(whats[what])}</h2>
                    <p>
                      {inForce(what) ? (
                        <Mark tone="danger">■ stopped</Mark>
                      ) : (
                        <Mark tone="good">✓ allowed</Mark>
                      )}
                    </p>
                    {can.includes('set') && !inForce(what) && (
                      <VerbButton tone="danger" onClick={() => setAsking(what)}>
                        Stop all {whats[what]}…
                      </VerbButton>
                    )}
                    {items
                      .filter((one) => one.what === what && !one.liftedAt && one.can.includes('lift'))
                      .map((one) => (
                        <VerbButton
                          key={one.id}
                          busy={lift.busy}
                          onClick={() => lift.run({ params: { id: one.id } })}
                        >
                          Lift the stop
                        </VerbButton>
                      ))}
                  </section>
                ))}
              </div>
              <h2>The last thirty days</h2>
              {items.length === 0 ? (
                <Empty title="Nothing was stopped" />
              ) : (
                <table>
                  <thead>
                    <tr>
                      <th scope="col">What</th>
                      <th scope="col">Why</th>
                      <th scope="col">Since</th>
                      <th scope="col">Lifted</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((one) => (
                      <tr key={one.id}>
                        <td>{capital(whats[one.what])}</td>
                        <td>{capital(reasons[one.reason])}</td>
                        <td>
                          <Clock at={one.at} />
                        </td>
                        <td>{one.liftedAt ? <Clock at={one.liftedAt} /> : <strong>■ in force</strong>}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
            </>
          );
        }}
      </Loaded>
      {asking && (
        <PickOne
          title={`Stop all ${whats[asking]}`}
          legend="Everyone at the desk sees the reason."
          options={options}
          verb="Stop now"
          tone="danger"
          onPick={(reason) =>
            void stop.ask({ body: { id: id.current, what: asking, reason } }).then((done) => {
              if (done) id.current = newId();
            })
          }
          onClose={() => setAsking(null)}
        />
      )}
    </main>
  );
}
