import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Always, nameAlways } from '../contract.ts';

/** The person with whom every plan ends; a network without one reads so until it has named one. */
export function AlwaysThere({ always, mayName }: { always: Always | null; mayName: boolean }) {
  const [naming, setNaming] = useState(false);
  const trouble = troubleWith(always);
  return (
    <section className={trouble ? 'notice-needs' : undefined} aria-label="Who is always there">
      <h2>Who is always there</h2>
      <p>
        {always ? (
          <>
            <strong>{always.callSign}</strong> is paged when nobody else answers, at any hour.
          </>
        ) : (
          'Nobody is named. Every plan ends with this person.'
        )}
      </p>
      {trouble && <p className="needs">▲ {trouble}</p>}
      {mayName && (
        <div className="verbs">
          <VerbButton tone={always ? 'quiet' : 'main'} onClick={() => setNaming(true)}>
            {always ? 'Name another…' : 'Name one…'}
          </VerbButton>
        </div>
      )}
      {naming && <NameAlways onClose={() => setNaming(false)} />}
    </section>
  );
}

function troubleWith(always: Always | null): string | null {
  if (!always)
    return 'Until somebody is named, every admin and coordinator is paged instead. An admin names one.';
  if (always.away) return 'They are paused, suspended or have left. An admin names another.';
  if (!always.rings)
    return 'There is no way to ring them: no number, no app that wakes. Add one, or name another.';
  return null;
}

function NameAlways({ onClose }: { onClose: () => void }) {
  const [member, setMember] = useState<Member | null>(null);
  const [id] = useState(newId);
  const act = useAct(nameAlways, {
    stale: ['/api/v1/escalation-policies'],
    done: ({ callSign }) => `${callSign} is always there from now on.`,
    after: onClose,
  });
  return (
    <Dialog title="Who is always there" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (member) act.run({ body: { id, personId: member.id } });
        }}
      >
        <p>An active member whom a page reaches at any hour, and who has said yes to that.</p>
        <PickMember picked={member !== null} onPick={setMember} />
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy} disabled={!member} why="Find a member first">
            Name them
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
