import { useChapterName } from '../../../desk/kit/chapters.ts';
import { useNow } from '../../../desk/kit/now.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { languageName } from '../../../desk/kit/words.ts';
import { type Piece, readRotaDigest } from '../contract.ts';
import { isGap } from '../rules.ts';
import { clock, dayName, dayOf, hoursText, ROLES } from './words.ts';

const named = 4;

/** Now, next and this week, what is thin first; the same that is sent each morning. */
export function DigestStrip() {
  const until = new Date(useNow().getTime() + 7 * 86_400_000).toISOString();
  const { data } = useCall(readRotaDigest, {}, { every: 60_000 });
  // Its place is kept, so that nothing below moves when it comes.
  if (!data) return <section className="rota-digest" aria-hidden="true" />;
  const { now, nextAt, next, short, shortHours } = data;
  return (
    <section className="rota-digest" aria-label="Now, next and this week">
      <div>
        <h2>Now</h2>
        <Standing pieces={now} />
      </div>
      <div>
        <h2>{nextAt ? `From ${clock(nextAt)}` : 'Next'}</h2>
        <Standing pieces={next} />
      </div>
      <div>
        <h2>Next seven days</h2>
        {short.length === 0 ? (
          <p>✓ everything needed is filled</p>
        ) : (
          <>
            <p className="needs">
              ▲ {hoursText(shortHours)} short until {dayName(dayOf(new Date(until)))}, {clock(until)}
            </p>
            <ul>
              {short.slice(0, named).map((p) => (
                <li key={`${p.role} ${p.chapterId} ${p.from}`}>
                  {dayName(dayOf(new Date(p.from)))} {clock(p.from)} to {clock(p.to)}: <How piece={p} />
                </li>
              ))}
              {short.length > named && <li className="soft">and {short.length - named} more</li>}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

function Standing({ pieces }: { pieces: Piece[] }) {
  const gaps = pieces.filter(isGap);
  if (pieces.length === 0) return <p className="soft">nobody is needed</p>;
  if (gaps.length === 0) return <p>✓ all filled</p>;
  return (
    <ul className="needs">
      {gaps.map((p) => (
        <li key={`${p.role} ${p.chapterId}`}>
          ▲ <How piece={p} />
        </li>
      ))}
    </ul>
  );
}

function How({ piece }: { piece: Piece }) {
  const chapterName = useChapterName();
  const name = piece.chapterId ? `${ROLES[piece.role]} · ${chapterName(piece.chapterId)}` : ROLES[piece.role];
  return piece.filled < piece.minimum
    ? `${name} ${piece.filled} of ${piece.minimum}`
    : `${name}: nobody speaks ${piece.missing.map(languageName).join(', ')}`;
}
