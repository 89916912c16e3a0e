import { Link } from '@tanstack/react-router';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { listIncidents } from '../contract.ts';
import { VerificationMark } from './incident-card.tsx';

/** Incidents that are over, the newest first. */
export function PastIncidents() {
  const query = useCall(listIncidents, { query: { open: '0' } });
  return (
    <main className="screen">
      <h1>Past incidents</h1>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No incident is over yet">When one is concluded on the board it moves here.</Empty>
          ) : (
            <table>
              <thead>
                <tr>
                  <th scope="col">Incident</th>
                  <th scope="col">Zone</th>
                  <th scope="col">Seen</th>
                  <th scope="col">Decided</th>
                  <th scope="col">Ended</th>
                </tr>
              </thead>
              <tbody>
                {items.map((incident) => (
                  <tr key={incident.id}>
                    <td>
                      {incident.drill && <Mark tone="drill">DRILL</Mark>}
                      <Link to="/incidents/$id" params={{ id: incident.id }}>
                        #{incident.number} {incident.label}
                      </Link>
                    </td>
                    <td>{incident.zone?.name}</td>
                    <td>
                      <Clock at={incident.seenAt} />
                    </td>
                    <td>
                      {incident.verification === 'unverified' ? (
                        <Mark>not checked</Mark>
                      ) : (
                        <VerificationMark verification={incident.verification} />
                      )}
                    </td>
                    <td>
                      {incident.mergedInto ? 'merged' : incident.outcome?.replaceAll('-', ' ')}
                      {incident.concludedAt && (
                        <>
                          {' '}
                          <Clock at={incident.concludedAt} />
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </main>
  );
}
