import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { listTeams, type Team } from '../contract.ts';
import { Asking } from './asking.tsx';
import { EndTeam } from './end-team.tsx';
import { Members } from './members.tsx';
import { TeamForm } from './team-form.tsx';
import { TeamsNav } from './teams-nav.tsx';
import { whatWords } from './words.ts';

type Open = { what: 'make' } | { what: 'change' | 'members' | 'end'; team: Team };

/** Who does what, chapter by chapter; by name only who asks to join. */
export function Teams() {
  const query = useCall(listTeams, {}, { every: 60_000 });
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const makes = query.data?.makes;
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Teams</h1>
        <TeamsNav />
      </header>
      <p className="lead">
        What each team does and needs. Members see the teams of their chapter in the field app and ask to join
        there; a lead or a coordinator says yes. Leaving is one tap.
      </p>
      {(makes === null || (makes && makes.length > 0)) && (
        <div className="verbs">
          <VerbButton tone="main" onClick={() => setOpen({ what: 'make' })}>
            Make a team…
          </VerbButton>
        </div>
      )}
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No team yet">
              A coordinator makes one for their chapter: what it does, and what it needs.
            </Empty>
          ) : (
            <Chapters items={items} onOpen={setOpen} />
          )
        }
      </Loaded>
      {open?.what === 'make' && <TeamForm makes={makes ?? null} onClose={close} />}
      {open?.what === 'change' && <TeamForm team={open.team} makes={makes ?? null} onClose={close} />}
      {open?.what === 'members' && <Members team={open.team} onClose={close} />}
      {open?.what === 'end' && <EndTeam team={open.team} onClose={close} />}
    </main>
  );
}

function Chapters({ items, onOpen }: { items: Team[]; onOpen: (open: Open) => void }) {
  const chapterName = useChapterName();
  const by = [...Map.groupBy(items, (team) => team.chapterId)];
  const sorted = by
    .map(([id, teams]) => ({ id, teams, name: id ? chapterName(id) : 'The whole network' }))
    .sort((a, b) => Number(a.id !== null) - Number(b.id !== null) || a.name.localeCompare(b.name, 'en'));
  return sorted.map(({ id, name, teams }) => (
    <section key={id ?? 'all'} className="stack" aria-label={name}>
      <h2>{name}</h2>
      <ul className="cards-three">
        {teams.map((team) => (
          <One key={team.id} team={team} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  ));
}

function One({ team, onOpen }: { team: Team; onOpen: (open: Open) => void }) {
  const may = (verb: string) => team.can.includes(verb);
  return (
    <li className="switch-card">
      <h3>{team.name}</h3>
      <p>{team.does}</p>
      <p className="marks">
        <Mark>{count(team.members, 'member')}</Mark>
        {team.leads === 0 ? (
          <Mark tone="needs">▲ nobody leads it</Mark>
        ) : (
          <Mark>{count(team.leads, 'lead')}</Mark>
        )}
      </p>
      {team.needs.length > 0 && (
        <ul className="plain-list" aria-label={`What ${team.name} needs`}>
          {team.needs.map((need, n) => (
            <li key={`${need.many} ${whatWords(need)}`}>
              <span>
                Needs {need.many}: {whatWords(need)}
              </span>
              <Link
                to="/teams/find"
                search={{ need: `${team.id}.${n}` }}
                aria-label={`Find ${whatWords(need)}`}
              >
                Find
              </Link>
            </li>
          ))}
        </ul>
      )}
      {team.asking.length > 0 && <Asking team={team} />}
      {may('change') && (
        <div className="verbs">
          <VerbButton onClick={() => onOpen({ what: 'members', team })} label={`Who is in it… ${team.name}`}>
            Who is in it…
          </VerbButton>
          <VerbButton onClick={() => onOpen({ what: 'change', team })} label={`Change… ${team.name}`}>
            Change…
          </VerbButton>
          <VerbButton
            tone="quiet"
            onClick={() => onOpen({ what: 'end', team })}
            label={`End the team… ${team.name}`}
          >
            End the team…
          </VerbButton>
        </div>
      )}
    </li>
  );
}
