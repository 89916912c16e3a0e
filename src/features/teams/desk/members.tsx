import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Empty, Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { setPart, showMembers, type Team, type TeamMember, thankMember } from '../contract.ts';
import { stale } from './asking.tsx';

/** Who is in a team, when somebody asks for it: each one shown is a look. */
export function Members({ team, onClose }: { team: Team; onClose: () => void }) {
  const [shown, show] = useState<Answer<typeof showMembers> | null>(null);
  const look = useAct(showMembers, { quiet: true, after: show });
  return (
    <Dialog title={`Who is in “${team.name}”`} onClose={onClose}>
      {!shown && (
        <>
          <p>
            It has {count(team.members, 'member')}. They are shown by call sign; each one counts as a member
            that you looked at.
          </p>
          <div className="verbs">
            <VerbButton
              first
              tone="main"
              busy={look.busy}
              onClick={() => look.run({ params: { id: team.id }, body: {} })}
            >
              Show them
            </VerbButton>
          </div>
        </>
      )}
      {look.problem && <Trouble error={look.problem} />}
      {shown?.items.length === 0 && (
        <Empty title="Nobody yet">Members ask to join in the field app, under “Teams”.</Empty>
      )}
      {shown && shown.items.length > 0 && (
        <ul className="plain-list" aria-label="Members">
          {shown.items.map((member) => (
            <One
              key={member.personId}
              team={team}
              member={member}
              onChange={(part) =>
                show({
                  ...shown,
                  items: shown.items.flatMap((m) =>
                    m.personId !== member.personId ? [m] : part ? [{ ...m, part }] : [],
                  ),
                })
              }
            />
          ))}
        </ul>
      )}
      {shown?.more && <p className="soft">There are more than your looks allow now.</p>}
    </Dialog>
  );
}

interface OneProps {
  team: Team;
  member: TeamMember;
  onChange: (part: 'member' | 'lead' | null) => void;
}

function One({ team, member, onChange }: OneProps) {
  const { personId } = useSession();
  const [thanking, setThanking] = useState(false);
  const isLead = member.part === 'lead';
  const act = useAct(setPart, {
    stale,
    done: () => `${member.callSign} is told.`,
    after: (_, { body }) => onChange(body.part),
  });
  const to = (part: 'member' | 'lead' | null) =>
    act.run({ params: { id: team.id }, body: { personId: member.personId, part } });
  return (
    <li>
      <span>
        <strong>{member.callSign}</strong> {isLead && <Mark tone="who">leads</Mark>}
      </span>
      <span className="verbs">
        {personId !== member.personId && (
          <VerbButton
            pressed={thanking}
            onClick={() => setThanking(!thanking)}
            label={`Thank ${member.callSign}`}
          >
            Thank
          </VerbButton>
        )}
        <VerbButton
          busy={act.busy}
          label={`${isLead ? 'Leads no more' : 'Make lead'}, ${member.callSign}`}
          onClick={() => to(isLead ? 'member' : 'lead')}
        >
          {isLead ? 'Leads no more' : 'Make lead'}
        </VerbButton>
        <VerbButton
          tone="quiet"
          busy={act.busy}
          label={`Take out ${member.callSign}`}
          onClick={() => to(null)}
        >
          Take out
        </VerbButton>
      </span>
      {thanking && <Thank team={team} member={member} onDone={() => setThanking(false)} />}
    </li>
  );
}

function Thank({ team, member, onDone }: { team: Team; member: TeamMember; onDone: () => void }) {
  const [words, setWords] = useState('');
  const [id] = useState(newId);
  const act = useAct(thankMember, { done: () => `${member.callSign} is thanked.`, after: onDone });
  const ready = words.trim().length >= 2;
  return (
    <form
      className="team-thanks"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready)
          act.run({ params: { id: team.id }, body: { id, personId: member.personId, words: words.trim() } });
      }}
    >
      <label className="field">
        <span>Thanks in one sentence</span>
        <input value={words} maxLength={300} onChange={(event) => setWords(event.currentTarget.value)} />
        <small>It is sent to them, with your call sign, and kept where only they see it.</small>
      </label>
      <VerbButton submit tone="main" busy={act.busy} disabled={!ready} why="Write a sentence first">
        Send
      </VerbButton>
    </form>
  );
}
