import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { endPattern, type Pattern } from '../contract.ts';
import { dayOf, ROLES } from './words.ts';

/** The last day of a pattern. */
export function EndPattern({ pattern, onClose }: { pattern: Pattern; onClose: () => void }) {
  const [day, setDay] = useState(dayOf(useNow()));
  const act = useAct(endPattern, { stale: ['/api/v1/rota'], done: () => 'It ends then.', after: onClose });
  return (
    <Dialog title={`End: ${ROLES[pattern.role]}`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          act.run({ params: { id: pattern.id }, body: { day } });
        }}
      >
        <label className="field">
          <span>Last day</span>
          <input
            type="date"
            data-autofocus
            required
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </label>
        <p className="soft">Later shifts go; whoever has a published place in one is told.</p>
        <div className="verbs">
          <VerbButton submit tone="danger" busy={act.busy}>
            End it
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
