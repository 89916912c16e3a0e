import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { listShiftsNow, SHIFT_ROLES } from '../contract.ts';
import { RotaNav } from './rota-nav.tsx';
import { clock, ROLES } from './words.ts';

/** Who is on shift now, by role; a role that nobody holds says so. */
export function ShiftsNow() {
  const query = useCall(listShiftsNow, {}, { every: 60_000 });
  const chapterName = useChapterName();
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>On shift now</h1>
        <RotaNav />
      </header>
      <Loaded query={query}>
        {({ items }) => (
          <div className="shift-roles">
            {SHIFT_ROLES.map((role) => {
              const on = items
                .filter((shift) => shift.role === role)
                .sort((a, b) => (a.endsAt < b.endsAt ? -1 : 1));
              const seated = on.filter((shift) => !shift.learner).length;
              return (
                <section key={role} className="switch-card">
                  <h2>
                    {ROLES[role]} <span className={seated === 0 ? 'needs' : 'soft'}>{seated}</span>
                  </h2>
                  {seated === 0 && <p className="needs">▲ Nobody is on shift</p>}
                  {on.length > 0 && (
                    <ul className="plain-list">
                      {on.map((shift) => (
                        <li key={shift.id}>
                          <span>
                            {shift.callSign}
                            {shift.learner && ' · learns, muted'}
                            {shift.checkedInAt && ` · ✓ here since ${clock(shift.checkedInAt)}`}
                          </span>
                          <span className="soft">
                            {shift.chapterId && `${chapterName(shift.chapterId)} · `}until{' '}
                            <Clock at={shift.endsAt} />
                          </span>
                        </li>
                      ))}
                    </ul>
                  )}
                </section>
              );
            })}
          </div>
        )}
      </Loaded>
    </main>
  );
}
