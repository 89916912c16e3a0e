import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { listShiftsNow, SHIFT_ROLES } from '../contract.ts';

const roles: Record<(typeof SHIFT_ROLES)[number], string> = {
  operator: 'Operators',
  dispatcher: 'Dispatchers',
  verifier: 'Verifiers',
  legal: 'Legal desk',
};

/** Who is on shift now, by role; a role that nobody holds says so. */
export function ShiftsNow() {
  const query = useCall(listShiftsNow, {}, { every: 60_000 });
  const chapterName = useChapterName();
  return (
    <main className="screen">
      <h1>On shift now</h1>
      <Loaded query={query}>
        {({ items }) => (
          <div className="shift-roles">
            {SHIFT_ROLES.map((role) => {
              const on = items
                .filter((shift) => shift.role === role)
                .sort((a, b) => (a.endsAt < b.endsAt ? -1 : 1));
              return (
                <section key={role} className="switch-card">
                  <h2>
                    {roles[role]} <span className={on.length === 0 ? 'needs' : 'soft'}>{on.length}</span>
                  </h2>
                  {on.length === 0 ? (
                    <p className="needs">▲ Nobody is on shift</p>
                  ) : (
                    <ul className="plain-list">
                      {on.map((shift) => (
                        <li key={shift.id}>
                          <span>{shift.callSign}</span>
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
