import { Link } from '@tanstack/react-router';
import { OctagonPause } from 'lucide-react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { listStops } from '../contract.ts';
import { reasons } from './words.ts';

/** On the whole desk while counsel has stopped something. */
export function StopBanner() {
  const stops = useCall(listStops, {}).data?.items.filter(({ liftedAt }) => liftedAt === null) ?? [];
  if (stops.length === 0) return null;
  return (
    <section className="banner banner-stop" aria-label="Counsel’s stop">
      <OctagonPause size={18} aria-hidden="true" />
      <p>
        {stops.map((stop) => (
          <span key={stop.id}>
            <strong>{stop.what === 'callouts' ? 'Call-outs are stopped' : 'Notices are stopped'}</strong>{' '}
            since <Clock at={stop.at} />: {reasons[stop.reason]}.{' '}
          </span>
        ))}
        Reports still come in and can be checked by phone. <Link to="/stops">Details</Link>
      </p>
    </section>
  );
}
