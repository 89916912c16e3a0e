import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { listCallouts } from '../../features/callouts/contract.ts';
import { listIncidents } from '../../features/incidents/contract.ts';
import { VerificationMark } from '../../features/incidents/desk/incident-card.tsx';
import { later } from '../kit/later.tsx';
import type { Pin } from '../kit/map/map-view.tsx';
import { useCall } from '../kit/query.ts';
import { Empty, Loaded } from '../kit/states.tsx';
import { pinOf } from './incident-map.tsx';

const MapView = later(() => import('../kit/map/map-view.tsx').then((module) => module.MapView), 8);

/** Every open incident and meet point on one map; the same as a list beside it. */
export function MapScreen() {
  const navigate = useNavigate();
  const query = useCall(listIncidents, { query: { open: '1' } });
  const { data: callouts } = useCall(listCallouts, { query: { open: '1' } });
  const incidents = query.data?.items;
  const pins = useMemo(
    (): Pin[] => [
      ...(incidents ?? []).flatMap((incident) => (incident.point ? [pinOf(incident, incident.point)] : [])),
      ...(callouts?.items ?? []).map(
        ({ id, meet, code }): Pin => ({ id, ...meet, label: `meet ${code}`, kind: 'meet' }),
      ),
    ],
    [incidents, callouts],
  );
  const open = useCallback(
    (id: string) => {
      const incident = callouts?.items.find((callout) => callout.id === id)?.incidentId ?? id;
      void navigate({ to: '/', search: { incident } });
    },
    [callouts, navigate],
  );
  return (
    <main className="map-screen">
      <section className="map-list" aria-label="Open incidents">
        <h1>Map</h1>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No incident is open" />
            ) : (
              <ul>
                {items.map((incident) => (
                  <li key={incident.id}>
                    <button type="button" className="link" onClick={() => open(incident.id)}>
                      #{incident.number} {incident.label}
                    </button>
                    <VerificationMark verification={incident.verification} />
                    {!incident.point && <small>no exact place</small>}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      {query.data && (
        <MapView pins={pins} label="Map of zones, open incidents and meet points" onPin={open} />
      )}
    </main>
  );
}
