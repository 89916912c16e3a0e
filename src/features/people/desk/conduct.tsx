import { useState } from 'react';
import { useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listComplaints, listSuspensions, type OpenedComplaint } from '../contract.ts';
import { Complaint } from './complaint.tsx';
import { Suspend } from './suspend.tsx';
import { Suspension } from './suspension.tsx';

/** Complaints about conduct, suspensions and their reviews. */
export function Conduct() {
  const session = useSession();
  const reads = hasRole(session, 'coordinator', 'counsel');
  const complaints = useCall(listComplaints, {}, { enabled: reads });
  const suspensions = useCall(listSuspensions, {});
  const [about, setAbout] = useState<OpenedComplaint | 'none' | null>(null);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Conduct</h1>
        {hasRole(session, 'coordinator', 'admin') && (
          <VerbButton tone="danger" onClick={() => setAbout('none')}>
            Suspend somebody…
          </VerbButton>
        )}
      </header>
      <p className="lead">
        Anyone may complain at /conduct, officers too, without a name. A suspension holds at once; two other
        people review it.
      </p>
      <div className="columns">
        <section>
          <h2>Complaints</h2>
          <Loaded query={complaints}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="No complaint" />
              ) : (
                <ul className="plain-list">
                  {items.map((complaint) => (
                    <Complaint
                      key={complaint.id}
                      complaint={complaint}
                      onSuspend={() => setAbout(complaint)}
                    />
                  ))}
                </ul>
              )
            }
          </Loaded>
        </section>
        <section>
          <h2>Suspensions</h2>
          <Loaded query={suspensions}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="Nobody is suspended" />
              ) : (
                <ul className="plain-list">
                  {items.map((suspension) => (
                    <Suspension key={suspension.id} suspension={suspension} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        </section>
      </div>
      {about && <Suspend complaint={about === 'none' ? null : about} onClose={() => setAbout(null)} />}
    </main>
  );
}
