import { useChapterName } from '../../../desk/kit/chapters.ts';
import { useNow } from '../../../desk/kit/now.ts';
import { languageName } from '../../../desk/kit/words.ts';
import type { Piece, Rota } from '../contract.ts';
import { isGap } from '../rules.ts';
import { byRole, clock, dayName, hoursOf, hoursText, ROLES, within } from './words.ts';

type Day = Rota['days'][number];

/** Seven days, a row for each role: in each day, by the hour, how the need is met. */
export function Heat({ rota, onDay }: { rota: Rota; onDay: (day: string) => void }) {
  const chapterName = useChapterName();
  const now = useNow().toISOString();
  return (
    <section className="heat" aria-label="How the need is met, by role and day">
      <div className="heat-row heat-head" aria-hidden="true">
        <span />
        {rota.days.map(({ day }) => (
          <span key={day} className={day === rota.today ? 'heat-today' : undefined}>
            {dayName(day)}
          </span>
        ))}
      </div>
      {byRole(rota.pieces).map(({ role, chapterId, pieces }) => {
        const name = chapterId ? `${ROLES[role]} · ${chapterName(chapterId)}` : ROLES[role];
        return (
          <div className="heat-row" key={`${role} ${chapterId}`}>
            <h2>{name}</h2>
            {rota.days.map((day) => (
              <HeatDay key={day.day} day={day} name={name} pieces={pieces} now={now} onDay={onDay} />
            ))}
          </div>
        );
      })}
      <Legend />
    </section>
  );
}

function HeatDay(props: {
  day: Day;
  name: string;
  pieces: Piece[];
  now: string;
  onDay: (day: string) => void;
}) {
  const { day, name, pieces, now, onDay } = props;
  const mine = pieces.flatMap((p) => within(p, day.startsAt, day.endsAt) ?? []);
  const percent = (at: string) =>
    ((Date.parse(at) - Date.parse(day.startsAt)) / (Date.parse(day.endsAt) - Date.parse(day.startsAt))) * 100;
  return (
    <button type="button" className="heat-day" onClick={() => onDay(day.day)}>
      <span className="unseen">{`${name}, ${dayName(day.day)}: ${inWords(mine, now)}`}</span>
      <svg className="heat-strip" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        {mine.map((p) => (
          <rect
            key={p.from}
            x={percent(p.from)}
            width={Math.max(0, percent(p.to) - percent(p.from) - 0.6)}
            y="0"
            height="10"
            className={`piece ${p.to <= now ? 'piece-past' : `piece-${kindOf(p)}`}`}
          />
        ))}
        {now > day.startsAt && now < day.endsAt && (
          <line x1={percent(now)} x2={percent(now)} y1="0" y2="10" className="heat-now" />
        )}
      </svg>
      <svg className="heat-words" aria-hidden="true">
        {mine.map((p) => (
          <text
            key={p.from}
            x={`${(percent(p.from) + percent(p.to)) / 2}%`}
            y="50%"
            className={p.to <= now ? 'word-past' : undefined}
          >
            {said(p, percent(p.to) - percent(p.from), p.to <= now)}
          </text>
        ))}
      </svg>
    </button>
  );
}

/** Worst first: too few, too few until the suggestions are published, a language missing, one alone at night, enough, as many as wanted. */
function kindOf(p: Piece): 'gap' | 'draft' | 'language' | 'thin' | 'enough' | 'full' {
  if (p.filled < p.minimum) return p.filled + p.drafted < p.minimum ? 'gap' : 'draft';
  if (p.missing.length > 0) return 'language';
  if (p.thin) return 'thin';
  return p.filled < p.wanted ? 'enough' : 'full';
}

/** What fits into so many percent of a day; a gap shows at least that it is one. */
function said(p: Piece, width: number, isPast: boolean): string {
  const text = isPast ? `${p.filled}` : short(p);
  if (text.length * percentPerLetter <= width) return text;
  return text.startsWith('▲') && width >= percentPerLetter ? '▲' : '';
}
const percentPerLetter = 5;

const short = (p: Piece) => {
  if (kindOf(p) === 'draft') return `${p.filled}+${p.drafted}`;
  if (p.filled < p.minimum) return `▲${p.filled}/${p.minimum}`;
  if (p.missing.length > 0) return p.missing.join(' ');
  return p.thin ? `△${p.filled}` : `${p.filled}`;
};

function inWords(pieces: Piece[], now: string): string {
  if (pieces.length === 0) return 'nobody needed';
  const ahead = pieces.filter((p) => p.to > now);
  if (ahead.length === 0) return 'over';
  const gaps = ahead.filter(isGap);
  const thin = ahead.filter((p) => p.thin && !isGap(p)).map((p) => `${clock(p.from)} to ${clock(p.to)}`);
  const nobodyBy = thin.length > 0 ? `; alone at night without a buddy: ${thin.join(', ')}` : '';
  if (gaps.length === 0) return `everything needed is filled${nobodyBy}`;
  const total = gaps.reduce((sum, p) => sum + hoursOf(p), 0);
  const each = gaps.map((p) => {
    const what =
      p.filled < p.minimum ? `${p.filled} of ${p.minimum}` : `no ${p.missing.map(languageName).join(', ')}`;
    return `${clock(p.from)} to ${clock(p.to)} ${what}`;
  });
  return `${hoursText(total)} short: ${each.join('; ')}${nobodyBy}`;
}

const Legend = () => (
  <ul className="heat-legend">
    <li>
      <i className="swatch piece-full" /> as many as wanted
    </li>
    <li>
      <i className="swatch piece-enough" /> enough
    </li>
    <li>
      <i className="swatch piece-language" /> zh: a language is missing
    </li>
    <li>
      <i className="swatch piece-thin" /> △1: alone at night, no buddy
    </li>
    <li>
      <i className="swatch piece-gap" /> ▲1/2: one of two needed
    </li>
    <li>
      <i className="swatch piece-draft" /> 0+2: two suggested, not published
    </li>
    <li>A day opens who sits where.</li>
  </ul>
);
