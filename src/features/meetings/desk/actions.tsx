import { type FormEvent, useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Action, dropLine, finishAction, type Guest, type Meeting, saveAction } from '../contract.ts';
import { PickGuest } from './pick-guest.tsx';
import { dayWords } from './words.ts';

/** Who does what until when. One without an owner stands on the screen and on phones, for anybody to take. */
export function Actions({ meeting, writes, runs }: { meeting: Meeting; writes: boolean; runs: boolean }) {
  const [writing, write] = useState(false);
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">Actions</h2>
      {meeting.actions.length === 0 && <p className="soft">None yet.</p>}
      <ul className="plain-list">
        {meeting.actions.map((action) => (
          <One key={action.id} action={action} meetingId={meeting.id} writes={writes} runs={runs} />
        ))}
      </ul>
      {writes && (
        <div className="verbs">
          <VerbButton onClick={() => write(true)}>Write an action…</VerbButton>
        </div>
      )}
      {writing && <Write meeting={meeting} onClose={() => write(false)} />}
    </section>
  );
}

function One({
  action,
  meetingId,
  writes,
  runs,
}: {
  action: Action;
  meetingId: string;
  writes: boolean;
  runs: boolean;
}) {
  const { id, words, owner, taken, dueOn, doneAt } = action;
  const finish = useAct(finishAction, { stale: ['/api/v1/meetings'] });
  const drop = useAct(dropLine, { stale: ['/api/v1/meetings'] });
  const params = { id: meetingId, of: id };
  return (
    <li>
      <span>
        {words}{' '}
        <span className="soft">
          {owner ?? (taken ? 'a guest without a name' : 'nobody yet: anyone in the room may take it')}
          {dueOn && ` · until ${dayWords(dueOn)}`}
        </span>{' '}
        {doneAt && <Mark tone="good">✓ done</Mark>}
      </span>
      <span className="verbs">
        {runs && (
          <VerbButton
            tone="quiet"
            label={doneAt ? `Open again: ${words}` : `Done: ${words}`}
            onClick={() => finish.run({ params, body: { done: !doneAt } })}
          >
            {doneAt ? 'Open again' : 'Done'}
          </VerbButton>
        )}
        {writes && (
          <VerbButton tone="quiet" label={`Take out: ${words}`} onClick={() => drop.run({ params })}>
            Take out
          </VerbButton>
        )}
      </span>
    </li>
  );
}

type Who = 'anyone' | 'guest' | 'member' | 'name';

function Write({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [id] = useState(newId);
  const [words, setWords] = useState('');
  const [who, setWho] = useState<Who>('anyone');
  const [name, setName] = useState('');
  const [guest, setGuest] = useState<Guest | null>(null);
  const [member, setMember] = useState<Member | null>(null);
  const [dueOn, setDueOn] = useState('');
  const act = useAct(saveAction, { stale: ['/api/v1/meetings'], quiet: true, after: onClose });
  const isMissing = (who === 'member' && !member) || (who === 'guest' && !guest);
  const save = (event: FormEvent) => {
    event.preventDefault();
    act.run({
      params: { id: meeting.id, of: id },
      body: {
        ...{ itemId: meeting.itemId, words, dueOn: dueOn || null },
        ownerId: who === 'member' ? (member?.id ?? null) : null,
        ownerName: who === 'name' ? name.trim() || null : null,
        ...(who === 'guest' && guest && { guestId: guest.id }),
      },
    });
  };
  return (
    <Dialog title="Write an action" onClose={onClose}>
      <form className="stack" onSubmit={save}>
        <label className="field">
          <span>What is to be done</span>
          <input
            data-autofocus
            required
            maxLength={500}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <Choice
          legend="Who"
          options={[
            { id: 'anyone', label: 'Anyone in the room', hint: 'It stands on the screen and on phones' },
            { id: 'guest', label: 'Who is here or said that they come', hint: 'Reminded until it is done' },
            { id: 'member', label: 'Another member', hint: 'Reminded until it is done' },
            { id: 'name', label: 'Somebody by name', hint: 'Written down as typed; nobody is reminded' },
          ]}
          value={who}
          onChange={setWho}
        />
        {who === 'name' && (
          <label className="field">
            <span>Name</span>
            <input maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          </label>
        )}
        {who === 'guest' && <PickGuest meetingId={meeting.id} picked={guest} onPick={setGuest} />}
        {who === 'member' && <PickMember picked={member !== null} onPick={setMember} />}
        <label className="field">
          <span>Until</span>
          <input type="date" value={dueOn} onChange={(event) => setDueOn(event.currentTarget.value)} />
        </label>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy} disabled={isMissing} why="Find the person first">
            Write it down
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
