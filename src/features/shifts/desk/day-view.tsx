import { useChapterName } from '../../../desk/kit/chapters.ts';
import type { Rota } from '../contract.ts';
import { SlotCard } from './slot-card.tsx';
import { byRole, ROLES } from './words.ts';

/** One day: each slot of each role, who sits in it, and what can be done about it. */
export function DayView({ rota }: { rota: Rota }) {
  const chapterName = useChapterName();
  return (
    <div className="day-roles">
      {byRole(rota.pieces).map(({ role, chapterId }) => (
        <section key={`${role} ${chapterId}`}>
          <h2>
            {ROLES[role]}
            {chapterId && ` · ${chapterName(chapterId)}`}
          </h2>
          <ul className="slot-list">
            {rota.slots
              .filter((s) => s.role === role && s.chapterId === chapterId)
              .map((slot) => (
                <SlotCard key={slot.id} slot={slot} day={rota.days[0]!.day} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
