import { useRef, useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { type Member, PickMember } from '../../../desk/kit/pick-member.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import { addSeat, listFitting, type Slot } from '../contract.ts';
import { isSoft } from '../rules.ts';
import { clock, dayName, dayOf, hoursText, ROLES } from './words.ts';

/** Who could, and anyone else by call sign: with every reason why not. */
export function AddSeat({ slot, onClose }: { slot: Slot; onClose: () => void }) {
  const fitting = useCall(listFitting, { params: { id: slot.id } });
  const [picked, setPicked] = useState<Member | null>(null);
  const [learner, setLearner] = useState(false);
  // Sent twice, a pick is one seat; another pick is another.
  const ids = useRef(new Map<string, string>());
  const act = useAct(addSeat, {
    stale: ['/api/v1/rota', '/api/v1/shifts'],
    quiet: true,
    done: (_, given) =>
      `${nameOf(given.body.personId)} has a place, and is told${slot.state === 'draft' ? ' when it is published' : ''}.`,
    after: onClose,
  });
  const nameOf = (personId: string) =>
    fitting.data?.items.find((p) => p.personId === personId)?.callSign ?? picked?.callSign ?? 'They';
  const put = (personId: string, anyway = false) => {
    const id = ids.current.get(personId) ?? newId();
    ids.current.set(personId, id);
    act.run({ params: { id: slot.id }, body: { id, personId, learner, anyway } });
  };
  const why = String(act.problem?.facts.why ?? '').split(' ');
  const canOverrule = act.problem?.status === 422 && why.every((code) => isSoft({ code }));
  return (
    <Dialog title="Put somebody on" onClose={onClose}>
      <div className="stack">
        <p>
          {ROLES[slot.role]}, {dayName(dayOf(new Date(slot.startsAt)))} {clock(slot.startsAt)} to{' '}
          {clock(slot.endsAt)}
        </p>
        <h3>Nothing keeps them; the fewest hours first</h3>
        <Loaded query={fitting}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="soft">Nobody whom nothing keeps. Find someone by call sign: you read why not.</p>
            ) : (
              <ul className="pick-list" aria-label="Who could">
                {items.map((one) => (
                  <li key={one.personId}>
                    <button type="button" onClick={() => put(one.personId)}>
                      {one.callSign}{' '}
                      <small>
                        {hoursText(one.hours)} in four weeks · {one.languages.map(languageName).join(', ')}
                      </small>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
        <h3>Somebody else</h3>
        <PickMember picked={picked !== null} onPick={setPicked} />
        <label className="check">
          <input
            type="checkbox"
            checked={learner}
            onChange={(event) => setLearner(event.currentTarget.checked)}
          />
          <span>To learn: listens, muted, and counts for nothing</span>
        </label>
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton
            tone="main"
            disabled={!picked}
            busy={act.busy}
            why="Find somebody first"
            onClick={() => picked && put(picked.id)}
          >
            Put on
          </VerbButton>
          {canOverrule && picked && (
            <VerbButton busy={act.busy} onClick={() => put(picked.id, true)}>
              Put on anyway
            </VerbButton>
          )}
        </div>
      </div>
    </Dialog>
  );
}
