import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { addSlot } from '../contract.ts';
import { NeedFields } from './need-fields.tsx';
import { RoleFields, type RoleValue } from './role-fields.tsx';
import { WallFields } from './wall-fields.tsx';

/** A need that comes once: a training, a court day, a long night. */
export function OneOff({ day: first, onClose }: { day: string; onClose: () => void }) {
  const [role, setRole] = useState<RoleValue>({ role: 'operator', chapterId: null });
  const [day, setDay] = useState(first);
  const [wall, setWall] = useState({ start: 18 * 60, length: 4 * 60 });
  const [need, setNeed] = useState({ minimum: 1, wanted: 2, languages: [] as string[] });
  const id = useRef(newId());
  const act = useAct(addSlot, {
    stale: ['/api/v1/rota'],
    quiet: true,
    done: () => 'It is on the rota, and open for taking.',
    after: onClose,
  });
  return (
    <Dialog title="One-off shift" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const body = { id: id.current, ...role, ...need, day };
          act.run({ body: { ...body, startMinute: wall.start, lengthMinutes: wall.length } });
        }}
      >
        <RoleFields value={role} onChange={setRole} />
        <label className="field">
          <span>Day</span>
          <input type="date" required value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        </label>
        <WallFields start={wall.start} length={wall.length} onChange={setWall} />
        <NeedFields value={need} onChange={setNeed} />
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy}>
            Put it on the rota
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
