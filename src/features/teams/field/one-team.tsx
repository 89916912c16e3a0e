import { useState } from 'preact/hooks';
import { Button, goTo, Text } from '../../../field/kit.tsx';
import { language } from '../../../field/words.ts';
import { languageTag } from '../../../platform/i18n/lang.ts';
import type { MyTeam, TeamMember, TeamNeed } from '../contract.ts';
import type { Doing } from './teams.tsx';
import type { Say } from './words.ts';

/** A team with what it does and needs, and the one step that is mine. */
export function OneTeam({ team, doing }: { team: MyTeam; doing: Doing }) {
  const { say, busy, act } = doing;
  const { id, name, part, chapter } = team;
  const step = (verb: 'join' | 'leave') => () => void act(`me/teams/${id}/${verb}`, {});
  return (
    <section class="notice">
      <p>
        <strong>{name}</strong> · {chapter ?? say('network')}
      </p>
      <p>{team.does}</p>
      {team.needs.length > 0 && (
        <p class="soft">
          {say('needs', { needs: team.needs.map((need) => needWords(need, say)).join('; ') })}
        </p>
      )}
      {part === 'lead' && <p>{say('leads')}</p>}
      {part === 'asking' && <p>{say('asking')}</p>}
      {part === 'lead' && (
        <Button onClick={() => goTo(`findhelp-${id}`)}>
          {say('find')} <span class="sr">{name}</span>
        </Button>
      )}
      {part === 'lead' && <People team={team} doing={doing} />}
      {part === null ? (
        <Button disabled={busy} onClick={step('join')}>
          {say('join')} <span class="sr">{name}</span>
        </Button>
      ) : (
        <Button look="quiet" disabled={busy} onClick={step('leave')}>
          {say(part === 'asking' ? 'takeBack' : 'leave')} <span class="sr">{name}</span>
        </Button>
      )}
    </section>
  );
}

function needWords({ many, role, course, skill, language: spoken }: TeamNeed, say: Say): string {
  const names = new Intl.DisplayNames(languageTag(language()), { type: 'language' });
  const what = [
    ...(role ? [say(`part.${role}`)] : []),
    ...(skill ? [say(`skill.${skill}`)] : []),
    ...(course ? [say('holds', { course: say(`part.${course}`) })] : []),
    ...(spoken ? [say('speaks', { language: names.of(spoken) ?? spoken })] : []),
  ].join(', ');
  return say('need', { many, what });
}

/** For its leads: who would like to join, and who is in it, to be thanked. */
function People({ team, doing }: { team: MyTeam; doing: Doing }) {
  const { say, busy, act } = doing;
  const decide = (personId: string, part: 'member' | null) =>
    void act(`teams/${team.id}/parts`, { personId, part });
  const asking = team.people.filter((one) => one.part === 'asking');
  const inside = team.people.filter((one) => one.part !== 'asking');
  return (
    <>
      {asking.map(({ personId, callSign }) => (
        <div key={personId}>
          <p>{say('wantsIn', { name: callSign })}</p>
          <Button look="main" disabled={busy} onClick={() => decide(personId, 'member')}>
            {say('take', { name: callSign })}
          </Button>
          <Button disabled={busy} onClick={() => decide(personId, null)}>
            {say('notNow')} <span class="sr">{callSign}</span>
          </Button>
        </div>
      ))}
      {inside.length > 0 && (
        <details>
          <summary>
            {say('people')} ({inside.length})
          </summary>
          {inside.map((member) => (
            <Thank key={member.personId} teamId={team.id} member={member} doing={doing} />
          ))}
        </details>
      )}
    </>
  );
}

interface ThankProps {
  teamId: string;
  member: TeamMember;
  doing: Doing;
}

function Thank({ teamId, member: { personId, callSign: name }, doing: { say, busy, act } }: ThankProps) {
  const [words, write] = useState<string | null>(null);
  const [id] = useState(() => crypto.randomUUID());
  if (words === null) return <Button onClick={() => write('')}>{say('thank', { name })}</Button>;
  const send = async () => {
    if (await act(`teams/${teamId}/thanks`, { id, personId, words: words.trim() }, say('thanked')))
      write(null);
  };
  return (
    <>
      <Text
        label={say('thankLabel', { name })}
        hint={say('thankHint')}
        value={words}
        onInput={write}
        rows={2}
        max={300}
      />
      <Button look="main" disabled={busy || words.trim().length < 2} onClick={() => void send()}>
        {say('send')}
      </Button>
    </>
  );
}
