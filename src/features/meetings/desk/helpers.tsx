import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Meeting, setHelper } from '../contract.ts';

/** Members who open doors and count the hat at this meeting, in the field app. */
export function Helpers({ meeting }: { meeting: Meeting }) {
  const [adding, add] = useState(false);
  const [member, setMember] = useState<Member | null>(null);
  const act = useAct(setHelper, { stale: ['/api/v1/meetings'], after: () => add(false) });
  const set = (personId: string, helps: boolean) =>
    act.run({ params: { id: meeting.id }, body: { personId, helps } });
  const mayPlan = meeting.can.includes('plan') && meeting.state !== 'over' && meeting.state !== 'cancelled';
  if (!mayPlan && meeting.helpers.length === 0) return null;
  return (
    <section aria-labelledby="helpers">
      <h2 id="helpers">Helpers</h2>
      <p className="soft">They check in and count the hat with the field app, under “Meetings”.</p>
      <ul className="plain-list">
        {meeting.helpers.map(({ personId, callSign }) => (
          <li key={personId}>
            <span>{callSign}</span>
            {mayPlan && (
              <VerbButton tone="quiet" label={`Take out ${callSign}`} onClick={() => set(personId, false)}>
                Take out
              </VerbButton>
            )}
          </li>
        ))}
      </ul>
      {mayPlan && (
        <div className="verbs">
          <VerbButton onClick={() => add(true)}>Name a helper…</VerbButton>
        </div>
      )}
      {adding && (
        <Dialog title="Name a helper" onClose={() => add(false)}>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (member) set(member.id, true);
            }}
          >
            <PickMember picked={member !== null} onPick={setMember} />
            <div className="verbs">
              <VerbButton submit tone="main" busy={act.busy} disabled={!member} why="Find the member first">
                They help at this meeting
              </VerbButton>
            </div>
          </form>
        </Dialog>
      )}
    </section>
  );
}
