import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { askBuddy, dropBuddy, type Seat, type Slot } from '../contract.ts';
import { clock, dayName, dayOf } from './words.ts';

const stale = ['/api/v1/rota'];

const said: Record<Seat['buddies'][number]['state'], string> = {
  agreed: '✓ stands by',
  asked: 'asked to stand by',
  declined: 'cannot stand by',
  suggested: 'suggested to stand by',
};

/** Who stands by somebody who sits alone at night; and the way to name one where nobody does. */
export function Buddies({ seat, slot, canPlan }: { seat: Seat; slot: Slot; canPlan: boolean }) {
  const [asking, setAsking] = useState(false);
  const lacks = seat.state === 'on' ? slot.lacksBuddy : slot.lacksSuggested;
  const drop = useAct(dropBuddy, {
    stale,
    done: () => 'They are not needed; whoever had been asked was told.',
  });
  return (
    <>
      {seat.buddies.map((buddy) => (
        <span key={buddy.id} className="buddy">
          <Mark tone={buddy.state === 'agreed' ? 'good' : undefined}>
            {buddy.callSign} {said[buddy.state]}
          </Mark>
          {canPlan && buddy.state !== 'declined' && (
            <VerbButton
              tone="quiet"
              label={`${buddy.callSign} is not needed as a buddy`}
              busy={drop.busy}
              onClick={() => drop.run({ params: { id: buddy.id }, body: {} })}
            >
              Not needed
            </VerbButton>
          )}
        </span>
      ))}
      {canPlan && lacks && !seat.learner && (
        <VerbButton tone="quiet" label={`Name a buddy for ${seat.callSign}`} onClick={() => setAsking(true)}>
          Name a buddy…
        </VerbButton>
      )}
      {asking && <NameBuddy seat={seat} slot={slot} onClose={() => setAsking(false)} />}
    </>
  );
}

function NameBuddy({ seat, slot, onClose }: { seat: Seat; slot: Slot; onClose: () => void }) {
  const [picked, setPicked] = useState<Member | null>(null);
  // Sent twice, a pick is asked once; another pick is another.
  const ids = useRef(new Map<string, string>());
  const ask = useAct(askBuddy, {
    stale,
    quiet: true,
    done: () =>
      seat.state === 'on'
        ? `${picked?.callSign} is asked, and answers in the app.`
        : `${picked?.callSign} is asked when the shift is published.`,
    after: onClose,
  });
  const send = () => {
    if (!picked) return;
    const id = ids.current.get(picked.id) ?? newId();
    ids.current.set(picked.id, id);
    ask.run({ params: { id: seat.id }, body: { id, personId: picked.id } });
  };
  return (
    <Dialog title={`A buddy for ${seat.callSign}`} onClose={onClose}>
      <div className="stack">
        <p>
          {seat.callSign} sits alone, {dayName(dayOf(new Date(slot.startsAt)))} {clock(slot.startsAt)} to{' '}
          {clock(slot.endsAt)}. A buddy is awake, or woken by a page, and is called after a hard call.
        </p>
        <PickMember picked={picked !== null} onPick={setPicked} />
        {ask.problem && <Trouble error={ask.problem} />}
        <div className="verbs">
          <VerbButton tone="main" disabled={!picked} busy={ask.busy} why="Find somebody first" onClick={send}>
            Ask them
          </VerbButton>
        </div>
      </div>
    </Dialog>
  );
}
