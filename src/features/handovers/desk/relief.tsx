import { Link } from '@tanstack/react-router';
import { useCall } from '../../../desk/kit/query.ts';
import { count } from '../../../desk/kit/words.ts';
import { listHandovers, readMine } from '../contract.ts';
import { inShort } from './words.ts';

/** On the board: whose desk waits to be taken over, and the way to hand over one's own. */
export function Relief() {
  const { data } = useCall(listHandovers, {}, { every: 30_000 });
  const { data: mine } = useCall(readMine, {}, { every: 60_000 });
  if (!data || !mine) return null;
  const left = data.items.filter(({ state }) => state === 'unowned');
  const others = data.items.length - left.length;
  const isOver = mine.duties.some((duty) => duty.isOver);
  if (left.length === 0 && others === 0 && mine.duties.length === 0) return null;
  return (
    <p className="relief">
      {left.map((one) => (
        <Link key={one.id} to="/handover" className="needs">
          ▲ Without an owner since {one.callSign} went: {inShort(one.things)}
        </Link>
      ))}
      {others > 0 && (
        <Link to="/handover" className="needs">
          ▲ {count(others, 'desk')} to take over
        </Link>
      )}
      {mine.duties.length > 0 && (
        <Link to="/handover" className={isOver ? 'needs' : undefined}>
          {isOver ? '▲ Your shift is over: hand over' : 'Hand over'}
        </Link>
      )}
    </p>
  );
}
