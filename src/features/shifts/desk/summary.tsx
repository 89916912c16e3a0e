import { useNow } from '../../../desk/kit/now.ts';
import { count, languageName } from '../../../desk/kit/words.ts';
import type { Piece, Rota } from '../contract.ts';
import { isGap } from '../rules.ts';
import { clock, dayName, dayOf, hoursOf, hoursText, ROLES } from './words.ts';

/** What is short from now on, in one line, and the next of it. */
export function Summary({ rota }: { rota: Rota }) {
  const now = useNow().toISOString();
  const ahead = rota.pieces
    .filter((p) => p.to > now && isGap(p))
    .map((p) => (p.from < now ? { ...p, from: now } : p))
    .sort((a, b) => a.from.localeCompare(b.from));
  const last = rota.days.at(-1)!;
  if (last.endsAt <= now) return <p className="soft">These days are over.</p>;
  const next = ahead[0];
  const thin = rota.slots.filter((s) => s.lacksBuddy && s.endsAt > now).length;
  const alone = thin > 0 && (
    <span className="needs"> △ {count(thin, 'shift')} alone at night without a buddy.</span>
  );
  if (!next) return <p>✓ Everything needed is filled on these days.{alone}</p>;
  const hours = ahead.reduce((sum, p) => sum + hoursOf(p), 0);
  const suggested = rota.slots.reduce((n, s) => n + s.seats.filter((x) => x.state === 'draft').length, 0);
  return (
    <p>
      <span className="needs">
        ▲ {hoursText(hours)} short on the days shown, to the end of {dayName(last.day)}.
      </span>{' '}
      Next: {ROLES[next.role]}, {whenOf(next)}, {what(next)}.
      {suggested > 0 && ` ${suggested} places are suggested and not yet published.`}
      {alone}
    </p>
  );
}

const whenOf = (piece: Piece) =>
  `${dayName(dayOf(new Date(piece.from)))} ${clock(piece.from)} to ${clock(piece.to)}`;

const what = (piece: Piece) =>
  piece.filled < piece.minimum
    ? `${piece.filled} of ${piece.minimum} needed`
    : `nobody speaks ${piece.missing.map(languageName).join(', ')}`;
