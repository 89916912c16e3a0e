import { useRef, useState } from 'react';
import { seal } from '../../../desk/kit/api.ts';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { placeHold } from '../contract.ts';
import { readers } from '../rules.ts';
import { type By, CornerPart, DatesPart, PersonPart, type Scope, ZonePart } from './scope-parts.tsx';

const stale = ['/api/v1/holds', '/api/v1/retention'];
const options = [
  { id: 'person', label: 'A member', hint: 'what was sent to them, written by them or about them' },
  { id: 'corner', label: 'A corner', hint: 'about 200 m around it, between two days if you like' },
  { id: 'zone', label: 'A zone', hint: 'all of it, between two days if you like' },
  { id: 'dates', label: 'Days', hint: 'everything that came in between them' },
] as const;
const record = { id: 'record', label: 'This record', hint: 'with everything that belongs to it' } as const;

/** What to hold, and why; it holds from the moment it is sent. */
export function PlaceHold({ record: recordId, onClose }: { record: string | null; onClose: () => void }) {
  const findsPeople = hasRole(useSession(), 'legal', 'coordinator', 'admin');
  const offered = [
    ...(recordId ? [record] : []),
    ...options.filter(({ id }) => id !== 'person' || findsPeople),
  ];
  const [by, setBy] = useState<By>(offered[0]!.id);
  const [scope, setScope] = useState<Scope>(recordId ? { recordId } : {});
  const [reason, setReason] = useState('');
  const id = useRef(newId());
  const act = useAct(placeHold, {
    stale,
    sealing: async ({ body }) => ({
      body: { ...body, ...(await seal(readers, body.id, { reason: body.reason })) },
    }),
    done: () => 'Held from now on. Two others let it go.',
    after: onClose,
  });
  const choose = (next: By) => {
    setBy(next);
    setScope(next === 'record' && recordId ? { recordId } : {});
  };
  // Days alone would hold all of the network.
  const isScoped =
    by === 'corner'
      ? Boolean(scope.cell)
      : by === 'zone'
        ? Boolean(scope.zoneId)
        : Object.values(scope).some(Boolean);
  const ready = isScoped && reason.trim().length > 2;
  return (
    <Dialog title="Place a hold" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) act.run({ body: { id: id.current, ...scope, reason: reason.trim() } });
        }}
      >
        <Choice legend="What is to stay?" options={offered} value={by} onChange={choose} first />
        {by === 'person' && <PersonPart scope={scope} onChange={setScope} />}
        {by === 'corner' && <CornerPart scope={scope} onChange={setScope} />}
        {by === 'zone' && <ZonePart scope={scope} onChange={setScope} />}
        {by !== 'person' && by !== 'record' && <DatesPart scope={scope} onChange={setScope} />}
        {!recordId && (
          <p className="soft">To hold one incident or one report, open it and choose “Hold it”.</p>
        )}
        <label className="field">
          <span>Why (sealed; legal desk, counsel and coordinators read it)</span>
          <textarea
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div className="verbs">
          <VerbButton submit tone="main" disabled={!ready} busy={act.busy} why="Say what is to stay, and why">
            Hold it
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
