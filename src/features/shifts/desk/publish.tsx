import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { publishRota } from '../contract.ts';
import { DayRange } from './day-range.tsx';
import { plusDays } from './words.ts';

/** Lets members see the slots of some days, and tells those who have a suggested place in them. */
export function Publish({ from: first, days, onClose }: { from: string; days: number; onClose: () => void }) {
  const [range, setRange] = useState({ from: first, to: plusDays(first, days - 1) });
  const id = useRef(newId());
  const act = useAct(publishRota, {
    stale: ['/api/v1/rota', '/api/v1/shifts'],
    quiet: true,
    done: ({ slots, seats }) =>
      `${count(slots, 'slot')} published; ${count(seats, 'person', 'people')} told.`,
    after: onClose,
  });
  return (
    <Dialog title="Publish" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.run({ body: { id: id.current, ...range } });
        }}
      >
        <p>
          Members then see these shifts and can take what is free. Whoever has a suggested place gets it, and
          a message.
        </p>
        <DayRange value={range} onChange={setRange} />
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy}>
            Publish
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
