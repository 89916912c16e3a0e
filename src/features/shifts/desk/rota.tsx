import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useVerbs, type Verb } from '../../../desk/kit/keys.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Rota as Data, readRota } from '../contract.ts';
import { CalendarLinks } from './calendar.tsx';
import { DayView } from './day-view.tsx';
import { DigestStrip } from './digest.tsx';
import { Fill } from './fill.tsx';
import { Heat } from './heat.tsx';
import { MonthView } from './month-view.tsx';
import { Notices } from './notices.tsx';
import { OneOff } from './one-off.tsx';
import { Publish } from './publish.tsx';
import { RotaNav } from './rota-nav.tsx';
import { RotaTable } from './rota-table.tsx';
import { Summary } from './summary.tsx';
import { Surge, SurgeLines } from './surge.tsx';
import { dayName, dayOf, plusDays, weekDayOf } from './words.ts';

export type View = 'month' | 'week' | 'day';
const VIEWS: View[] = ['month', 'week', 'day'];
const COUNT: Record<View, number> = { month: 35, week: 7, day: 1 };

export interface RotaSearch {
  view?: View;
  from?: string;
}

/** The rota as a picture: a month, the week from a day on, or a day with who sits where. */
export function Rota() {
  const { view = 'week', from } = useSearch({ strict: false }) as RotaSearch;
  const navigate = useNavigate();
  const today = dayOf(useNow());
  const asked = from ?? today;
  const first = view === 'month' ? plusDays(asked, -weekDayOf(asked)) : asked;
  const [table, setTable] = useState(false);
  const [open, setOpen] = useState<'calendar' | 'notices' | 'one-off' | 'surge' | 'fill' | 'publish' | null>(
    null,
  );
  const query = useCall(
    readRota,
    { query: { from: first, days: COUNT[view] } },
    { every: 60_000, keep: true },
  );
  const show = (next: RotaSearch) =>
    void navigate({ to: '/rota', search: { view, from: asked, ...next }, replace: true });
  const step = (by: number) => show({ from: plusDays(first, by * COUNT[view]) });
  const verbs: Verb[] = [
    { key: 'm', word: 'show the month', run: () => show({ view: 'month' }) },
    { key: 'w', word: 'show the week', run: () => show({ view: 'week' }) },
    { key: 'd', word: 'show the day', run: () => show({ view: 'day' }) },
    { key: 'ArrowLeft', word: 'earlier', run: () => step(-1) },
    { key: 'ArrowRight', word: 'later', run: () => step(1) },
    { key: 'n', word: 'back to today', run: () => show({ from: today }) },
    { key: 't', word: 'the same as a table', run: () => setTable(!table) },
  ];
  useVerbs('Rota', verbs);
  const canPlan = query.data?.can.includes('plan');
  return (
    <main className="screen screen-wide">
      <header className="screen-head">
        <h1>Rota</h1>
        <RotaNav />
      </header>
      <DigestStrip />
      <div className="rota-bar">
        <fieldset className="rota-views">
          <legend className="unseen">How much to show</legend>
          {VIEWS.map((one) => (
            <VerbButton key={one} keyHint={one[0]} pressed={one === view} onClick={() => show({ view: one })}>
              {one === 'month' ? 'Month' : one === 'week' ? 'Week' : 'Day'}
            </VerbButton>
          ))}
        </fieldset>
        <div className="verbs">
          <VerbButton label="Earlier" keyHint="ArrowLeft" onClick={() => step(-1)}>
            Earlier
          </VerbButton>
          <VerbButton keyHint="n" onClick={() => show({ from: today })}>
            Today
          </VerbButton>
          <VerbButton label="Later" keyHint="ArrowRight" onClick={() => step(1)}>
            Later
          </VerbButton>
        </div>
        <p className="rota-span">
          {dayName(first)}
          {COUNT[view] > 1 && ` to ${dayName(plusDays(first, COUNT[view] - 1))}`}
        </p>
        <div className="verbs">
          <VerbButton keyHint="t" pressed={table} onClick={() => setTable(!table)}>
            Table
          </VerbButton>
          <VerbButton onClick={() => setOpen('calendar')}>Calendar…</VerbButton>
          <VerbButton onClick={() => setOpen('notices')}>What I am told…</VerbButton>
          {canPlan && (
            <>
              <VerbButton onClick={() => setOpen('one-off')}>One-off shift…</VerbButton>
              <VerbButton onClick={() => setOpen('surge')}>Surge…</VerbButton>
              <VerbButton onClick={() => setOpen('fill')}>Fill…</VerbButton>
              <VerbButton onClick={() => setOpen('publish')}>Publish…</VerbButton>
            </>
          )}
        </div>
      </div>
      <Loaded query={query} lines={6}>
        {(rota) => (
          // The days before stay until those asked for are there, and take no clicks: nobody should act on the wrong one.
          <div className="rota-picture" aria-busy={query.isPlaceholderData}>
            <SurgeLines />
            <Summary rota={rota} />
            <Picture
              rota={rota}
              view={view}
              table={table}
              onDay={(day) => show({ view: 'day', from: day })}
            />
          </div>
        )}
      </Loaded>
      {open === 'calendar' && <CalendarLinks onClose={() => setOpen(null)} />}
      {open === 'notices' && <Notices onClose={() => setOpen(null)} />}
      {open === 'one-off' && <OneOff day={first} onClose={() => setOpen(null)} />}
      {open === 'surge' && <Surge day={first} onClose={() => setOpen(null)} />}
      {open === 'fill' && <Fill from={first} days={COUNT[view]} onClose={() => setOpen(null)} />}
      {open === 'publish' && <Publish from={first} days={COUNT[view]} onClose={() => setOpen(null)} />}
    </main>
  );
}

function Picture(props: { rota: Data; view: View; table: boolean; onDay: (day: string) => void }) {
  const { rota, view, table, onDay } = props;
  if (rota.slots.length === 0)
    return (
      <Empty title="Nothing is planned for these days">
        {rota.can.includes('plan')
          ? 'Write down under Patterns what is needed each week, or add a one-off shift.'
          : 'A coordinator plans what is needed.'}
      </Empty>
    );
  if (table) return <RotaTable rota={rota} />;
  if (view === 'month') return <MonthView rota={rota} onDay={onDay} />;
  if (view === 'week') return <Heat rota={rota} onDay={onDay} />;
  return <DayView rota={rota} />;
}
