import { Link } from '@tanstack/react-router';
import { useCall } from '../../../desk/kit/query.ts';
import { readMine } from '../contract.ts';
import { inShort } from './words.ts';

/** Before signing out: what is still open with one, so that nobody leaves silently. */
export function BeforeLeaving({ onClose }: { onClose: () => void }) {
  const { data } = useCall(readMine, {});
  const isOn = data?.duties.some(({ role }) => role === 'operator' || role === 'dispatcher') ?? false;
  if (!data || (data.things.length === 0 && !isOn)) return null;
  return (
    <p className="needs" role="alert">
      ▲{' '}
      {data.things.length > 0
        ? `Still open with you: ${inShort(data.things)}.`
        : 'You are on duty, with nothing open.'}{' '}
      <Link to="/handover" onClick={onClose}>
        Hand over first
      </Link>
      . Signing out alone hands nothing over.
    </p>
  );
}
