import { useEffect, useMemo, useRef, useState } from 'react';
import type { Callout } from '../../features/callouts/contract.ts';
import type { Incident } from '../../features/incidents/contract.ts';
import { later } from '../kit/later.tsx';
import type { Pin } from '../kit/map/map-view.tsx';

const MapView = later(() => import('../kit/map/map-view.tsx').then((module) => module.MapView), 4);

/** The 500 m within which at most four of ours may be. */
const placeRuleM = 500;

/** Where it is and where our people meet; loaded when it is scrolled to. */
export function IncidentMap({ incident, callouts }: { incident: Incident; callouts: readonly Callout[] }) {
  const [seen, setSeen] = useState(false);
  const holder = useRef<HTMLElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true));
    if (holder.current) observer.observe(holder.current);
    return () => observer.disconnect();
  }, []);
  const { id, point, label, verification, zone } = incident;
  const meets = callouts.filter((callout) => callout.incidentId === id && !callout.closedAt);
  const signature = JSON.stringify([point, label, verification, meets.map(({ meet }) => meet)]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: pins are the same while what they show is
  const pins = useMemo(
    () => [
      ...(point ? [pinOf({ id, label, verification }, point, placeRuleM)] : []),
      ...meets.map(
        ({ id: callout, meet, code }): Pin => ({ id: callout, ...meet, label: `meet ${code}`, kind: 'meet' }),
      ),
    ],
    [signature],
  );
  return (
    <section ref={holder} className="incident-map">
      <h3>Map</h3>
      {!point ? (
        <p className="soft">No exact place is known{zone && `, only the zone: ${zone.name}`}.</p>
      ) : seen ? (
        <MapView pins={pins} label={`Map: ${label}, with the 500 m around it and the meet points`} />
      ) : (
        <div className="map" />
      )}
    </section>
  );
}

export const pinOf = (
  incident: Pick<Incident, 'id' | 'label' | 'verification'>,
  point: { lat: number; lon: number },
  radiusM?: number,
): Pin => ({
  id: incident.id,
  ...point,
  label: incident.label,
  kind: incident.verification === 'confirmed' ? 'confirmed' : 'incident',
  radiusM,
});
