import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { changeSlot, type Slot } from '../contract.ts';
import { NeedFields } from './need-fields.tsx';

/** How many one slot needs, for this once. */
export function ChangeNeed({ slot, onClose }: { slot: Slot; onClose: () => void }) {
  const { minimum, wanted, languages } = slot;
  const [need, setNeed] = useState({ minimum, wanted, languages });
  const act = useAct(changeSlot, {
    stale: ['/api/v1/rota'],
    done: () => 'Changed for this once.',
    after: onClose,
  });
  return (
    <Dialog title="What this shift needs" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.run({ params: { id: slot.id }, body: need });
        }}
      >
        <NeedFields value={need} onChange={setNeed} />
        <p className="soft">Who has a place keeps it, also where fewer are wanted now.</p>
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy}>
            Change it
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
