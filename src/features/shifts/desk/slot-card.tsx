import { useState } from 'react';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import { cancelSlot, removeSeat, type Seat, type Slot } from '../contract.ts';
import { AddSeat } from './add-seat.tsx';
import { Buddies } from './buddies.tsx';
import { ChangeNeed } from './change-need.tsx';
import { clock, dayName, dayOf } from './words.ts';

const stale = ['/api/v1/rota', '/api/v1/shifts'];

/** One slot: when, who, what is missing. */
export function SlotCard({ slot, day }: { slot: Slot; day: string }) {
  const [open, setOpen] = useState<'seat' | 'need' | 'sure' | null>(null);
  const cancel = useAct(cancelSlot, {
    stale,
    done: () => 'It is taken off the rota; who had a place is told.',
  });
  const seated = slot.seats.filter((s) => s.state === 'on' && !s.learner).length;
  const canPlan = slot.can.includes('plan');
  // What is over needs nobody.
  const isOver = new Date(slot.endsAt) <= useNow();
  const time = span(slot, day);
  return (
    <li className="slot-card">
      <div className="slot-head">
        <strong>{time}</strong>
        {seated < slot.minimum && !isOver ? (
          <Mark tone="needs">
            ▲ {seated} of {slot.minimum} needed
          </Mark>
        ) : (
          <Mark>
            {seated} of {slot.wanted}
          </Mark>
        )}
        {slot.missing.length > 0 && !isOver && (
          <Mark tone="needs">▲ nobody speaks {slot.missing.map(languageName).join(', ')}</Mark>
        )}
        {slot.lacksBuddy && !isOver && <Mark tone="needs">△ alone at night, no buddy</Mark>}
        {slot.lacksSuggested && !slot.lacksBuddy && !isOver && (
          <Mark tone="needs">△ as suggested alone at night, no buddy</Mark>
        )}
        {isOver && <Mark>over</Mark>}
        {slot.state === 'draft' && !isOver && <Mark>draft: members do not see it</Mark>}
      </div>
      <ul className="plain-list">
        {slot.seats.map((seat) => (
          <SeatLine key={seat.id} seat={seat} canPlan={canPlan} slot={slot} />
        ))}
        {slot.seats.length === 0 && <li className="soft">Nobody yet</li>}
      </ul>
      {canPlan && open === 'sure' && (
        <div className="verbs">
          <VerbButton
            tone="danger"
            first
            busy={cancel.busy}
            onClick={() => {
              setOpen(null);
              cancel.run({ params: { id: slot.id }, body: {} });
            }}
          >
            Take it off the rota
          </VerbButton>
          <VerbButton onClick={() => setOpen(null)}>Keep it</VerbButton>
        </div>
      )}
      {canPlan && open !== 'sure' && (
        <div className="verbs">
          <VerbButton label={`Put on… ${time}`} onClick={() => setOpen('seat')}>
            Put on…
          </VerbButton>
          <VerbButton tone="quiet" label={`Need… ${time}`} onClick={() => setOpen('need')}>
            Need…
          </VerbButton>
          <VerbButton tone="quiet" label={`Not needed… ${time}`} onClick={() => setOpen('sure')}>
            Not needed…
          </VerbButton>
        </div>
      )}
      {open === 'seat' && <AddSeat slot={slot} onClose={() => setOpen(null)} />}
      {open === 'need' && <ChangeNeed slot={slot} onClose={() => setOpen(null)} />}
    </li>
  );
}

/** "9:00 PM to 5:00 AM", with the day where it is another than the one looked at. */
function span({ startsAt, endsAt }: Slot, day: string): string {
  const other = (iso: string) => {
    const its = dayOf(new Date(iso));
    return its === day ? '' : `${dayName(its).slice(0, 3)} `;
  };
  return `${other(startsAt)}${clock(startsAt)} to ${other(endsAt)}${clock(endsAt)}`;
}

function SeatLine({ seat, canPlan, slot }: { seat: Seat; canPlan: boolean; slot: Slot }) {
  const remove = useAct(removeSeat, {
    stale,
    done: () => `${seat.callSign} is off this shift and was told.`,
  });
  return (
    <li>
      <span>
        {seat.callSign} {seat.learner && <Mark>learns, muted</Mark>}{' '}
        {seat.state === 'draft' && <Mark>suggested</Mark>}{' '}
        {seat.offered && <Mark tone="needs">“anyone?”</Mark>}{' '}
        {seat.checkedInAt && <Mark tone="good">✓ here since {clock(seat.checkedInAt)}</Mark>}
        <Buddies seat={seat} slot={slot} canPlan={canPlan} />
      </span>
      {canPlan && (
        <VerbButton
          tone="quiet"
          label={`Take off ${seat.callSign}`}
          busy={remove.busy}
          onClick={() => remove.run({ params: { id: seat.id }, body: {} })}
        >
          Take off
        </VerbButton>
      )}
    </li>
  );
}
