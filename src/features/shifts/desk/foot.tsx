import { Link } from '@tanstack/react-router';
import { useCall } from '../../../desk/kit/query.ts';
import { type Piece, readRotaDigest } from '../contract.ts';
import { isGap } from '../rules.ts';
import { clock, hoursText, ROLES } from './words.ts';

/** The digest in one line of the desk's foot: what is thin now, else next, else this week. */
export function RotaFoot() {
  const { data } = useCall(readRotaDigest, {}, { every: 60_000 });
  if (!data) return null;
  const now = data.now.filter(isGap);
  const next = data.next.filter(isGap);
  const said =
    now.length > 0
      ? `Rota short now: ${few(now)}`
      : next.length > 0
        ? `Rota short from ${clock(data.nextAt!)}: ${few(next)}`
        : null;
  return (
    <Link to="/rota" className={said ? 'needs' : undefined}>
      {said && '▲ '}
      {said ?? (data.shortHours > 0 ? `Rota: ${hoursText(data.shortHours)} short this week` : 'Rota filled')}
    </Link>
  );
}

const few = (gaps: Piece[]): string => {
  const names = [...new Set(gaps.map((p) => ROLES[p.role].toLowerCase()))];
  return names.length > 2 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
};
