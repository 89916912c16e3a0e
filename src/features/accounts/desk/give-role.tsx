import { type FormEvent, useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { giveRole, Role } from '../contract.ts';

const does: Record<Role, string> = {
  operator: 'answers the phone, writes reports',
  dispatcher: 'decides, calls out, stands down',
  verifier: 'looks and says what is there',
  observer: 'goes in a pair, watches, records',
  trainer: 'teaches and certifies',
  coordinator: 'looks after people, shifts and conduct',
  legal: 'reads restricted reports',
  counsel: 'signs rule packs, stops call-outs',
  admin: 'settings, keys, roles; reads no sealed record by it',
};

/** The date as this browser's clock has it, in the form of the API. */
const moment = (local: string) => (local === '' ? null : new Date(local).toISOString());

export function GiveRole(props: { personId: string; callSign: string; onClose: () => void }) {
  const { personId, callSign, onClose } = props;
  const [role, setRole] = useState<Role | ''>('');
  const [chapterId, setChapterId] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const id = useRef(newId());
  const { data: places } = useCall(listZones, {});
  const act = useAct(giveRole, {
    stale: ['/api/v1/people'],
    quiet: true,
    done: () => `${callSign} is ${role}${from ? ' from then on' : ' from now on'}.`,
    after: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!role || act.busy) return;
    const body = {
      id: id.current,
      role,
      chapterId: chapterId || null,
      startsAt: moment(from),
      endsAt: moment(until),
    };
    act.run({ params: { id: personId }, body });
  };
  return (
    <Dialog title={`A role for ${callSign}`} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>Role</span>
          <select
            data-autofocus
            value={role}
            onChange={(event) => setRole(event.currentTarget.value as Role)}
          >
            <option value="">Choose…</option>
            {Role.options.map((one) => (
              <option key={one} value={one}>
                {one}: {does[one]}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Where</span>
          <select value={chapterId} onChange={(event) => setChapterId(event.currentTarget.value)}>
            <option value="">Whole network</option>
            {places?.chapters.map(({ id: chapter, name }) => (
              <option key={chapter} value={chapter}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>
            From <small>empty: now</small>
          </span>
          <input
            type="datetime-local"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
        </label>
        <label className="field">
          <span>
            Until <small>empty: until somebody ends it</small>
          </span>
          <input
            type="datetime-local"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy} disabled={!role} why="Choose a role first">
            Give the role
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
