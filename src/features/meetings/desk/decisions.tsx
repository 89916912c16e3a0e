import { type FormEvent, useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Decision, dropLine, type Meeting, saveDecision } from '../contract.ts';
import { howDecided } from './words.ts';

/** What was decided, each with how. */
export function Decisions({ meeting, writes }: { meeting: Meeting; writes: boolean }) {
  const [open, setOpen] = useState<Decision | 'new' | null>(null);
  const drop = useAct(dropLine, { stale: ['/api/v1/meetings'] });
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">Decisions</h2>
      {meeting.decisions.length === 0 && <p className="soft">None yet.</p>}
      <ul className="plain-list">
        {meeting.decisions.map((one) => (
          <li key={one.id}>
            <span>
              {one.words} <span className="soft">{howDecided(one)}</span>
            </span>
            {writes && (
              <span className="verbs">
                <VerbButton tone="quiet" label={`Change: ${one.words}`} onClick={() => setOpen(one)}>
                  Change…
                </VerbButton>
                <VerbButton
                  tone="quiet"
                  label={`Take out: ${one.words}`}
                  onClick={() => drop.run({ params: { id: meeting.id, of: one.id } })}
                >
                  Take out
                </VerbButton>
              </span>
            )}
          </li>
        ))}
      </ul>
      {writes && (
        <div className="verbs">
          <VerbButton onClick={() => setOpen('new')}>Write a decision…</VerbButton>
        </div>
      )}
      {open && (
        <Write meeting={meeting} decision={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

const number = (text: string) => Math.max(0, Number.parseInt(text, 10) || 0);

function Write({
  meeting,
  decision,
  onClose,
}: {
  meeting: Meeting;
  decision: Decision | null;
  onClose: () => void;
}) {
  const [id] = useState(() => decision?.id ?? newId());
  const [words, setWords] = useState(decision?.words ?? '');
  const [way, setWay] = useState<'consensus' | 'vote'>(decision?.way ?? 'consensus');
  const [votes, setVotes] = useState(decision?.votes ?? { for: 0, against: 0, abstained: 0 });
  const act = useAct(saveDecision, { stale: ['/api/v1/meetings'], quiet: true, after: onClose });
  const carried = way === 'consensus' || votes.for > votes.against;
  const save = (event: FormEvent) => {
    event.preventDefault();
    const itemId = decision ? decision.itemId : meeting.itemId;
    const body = { itemId, words, votes: way === 'vote' ? votes : null, carried };
    act.run({ params: { id: meeting.id, of: id }, body });
  };
  return (
    <Dialog title={decision ? 'Change the decision' : 'Write a decision'} onClose={onClose}>
      <form className="stack" onSubmit={save}>
        <label className="field">
          <span>What was decided</span>
          <textarea
            data-autofocus
            required
            rows={3}
            maxLength={1000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <Choice
          legend="How"
          row
          options={[
            { id: 'consensus', label: 'By consensus' },
            { id: 'vote', label: 'By vote' },
          ]}
          value={way}
          onChange={setWay}
        />
        {way === 'vote' && (
          <div className="meeting-row">
            {(['for', 'against', 'abstained'] as const).map((side) => (
              <label className="field" key={side}>
                <span>{side === 'for' ? 'For' : side === 'against' ? 'Against' : 'Abstained'}</span>
                <input
                  type="number"
                  min="0"
                  value={votes[side]}
                  onChange={(event) => setVotes({ ...votes, [side]: number(event.currentTarget.value) })}
                />
              </label>
            ))}
            <p className="soft">{carried ? 'Adopted.' : 'Not adopted: it needs more for than against.'}</p>
          </div>
        )}
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy}>
            Write it down
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
