import { type FormEvent, useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Empty, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { type PersonHours, readHours } from '../contract.ts';
import { HoursExport } from './hours-export.tsx';
import { HoursPicture } from './hours-picture.tsx';
import { HoursTable } from './hours-table.tsx';
import { RotaNav } from './rota-nav.tsx';
import { dayOf, hoursText } from './words.ts';

interface Shown {
  month: string;
  chapterId: string;
  items: PersonHours[];
  hidden: number;
  minutes: number;
}

/** Hours of a chapter in a month. Nothing is shown before one asks: everyone shown is a look at a member. */
export function HoursScreen() {
  const session = useSession();
  const { data: places } = useCall(listZones, {});
  const chapterName = useChapterName();
  const everything =
    hasRole(session, 'admin') ||
    session.roles.some(({ role, chapterId }) => role === 'coordinator' && chapterId === null);
  const own = session.roles.flatMap((r) => (r.role === 'coordinator' && r.chapterId ? [r.chapterId] : []));
  const chapters = everything ? (places?.chapters.map(({ id }) => id) ?? []) : own;
  const [month, setMonth] = useState(dayOf(new Date()).slice(0, 7));
  const [chapterId, setChapter] = useState(everything ? '' : (own[0] ?? ''));
  const [shown, show] = useState<Shown | null>(null);
  const [isTable, setTable] = useState(false);
  const ask = useAct(readHours, {
    quiet: true,
    after: (answer) => show({ month, chapterId, ...answer }),
  });
  useVerbs('Hours', shown ? [{ key: 't', word: 'Picture or table', run: () => setTable(!isTable) }] : []);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    ask.run({ query: { month, ...(chapterId && { chapterId }) } });
  };
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Hours served</h1>
        <RotaNav />
      </header>
      <p className="soft">
        Counted from when people were there, not from plans; two roles at a time count once. Everyone shown is
        one of your looks at members.
      </p>
      <form className="search-form" onSubmit={onSubmit}>
        <label className="field">
          <span>Month</span>
          <input
            type="month"
            required
            min="2020-01"
            value={month}
            onChange={(event) => setMonth(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>Chapter</span>
          <select value={chapterId} onChange={(event) => setChapter(event.currentTarget.value)}>
            {everything && <option value="">All</option>}
            {chapters.map((id) => (
              <option key={id} value={id}>
                {chapterName(id)}
              </option>
            ))}
          </select>
        </label>
        <VerbButton submit tone="main" busy={ask.busy}>
          Show hours
        </VerbButton>
      </form>
      {ask.problem && <Trouble error={ask.problem} />}
      {shown?.items.length === 0 && (
        <Empty title="Nobody was on duty">In that month nobody of that chapter checked in.</Empty>
      )}
      {shown && shown.items.length > 0 && (
        <section aria-label={`Hours of ${shown.month}`}>
          <div className="verbs">
            <p>
              <strong>{hoursText(shown.minutes / 60)}</strong> in {shown.month}
              {shown.hidden > 0 && (
                <span className="needs"> · ▲ {shown.hidden} more than your looks allow now</span>
              )}
            </p>
            <VerbButton keyHint="t" pressed={isTable} onClick={() => setTable(!isTable)}>
              Table
            </VerbButton>
          </div>
          {isTable ? <HoursTable items={shown.items} /> : <HoursPicture items={shown.items} />}
          <HoursExport month={shown.month} chapterId={shown.chapterId} />
        </section>
      )}
    </main>
  );
}
