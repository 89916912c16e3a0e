import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded, Trouble } from '../../../desk/kit/states.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { findByNeed, listNeeds, listTeams, type Team } from '../contract.ts';
import { FindForm } from './find-form.tsx';
import { FoundCard } from './found.tsx';
import { TeamsNav } from './teams-nav.tsx';

/** Help found by what is needed, never by going through people. */
export function FindHelp() {
  // A need of a team, as the list of teams links to it: the team's id and the need's place in its list.
  const { need = '' } = useSearch({ from: '/teams/find' });
  const [team, n] = need.split('.');
  const { data } = useCall(listTeams, {});
  const query = useCall(listNeeds, {}, { every: 30_000 });
  const [looks, count] = useState<Answer<typeof findByNeed>['looks'] | null>(null);
  const find = useAct(findByNeed, {
    ...{ quiet: true, stale: ['/api/v1/needs'] },
    after: (answer) => count(answer.looks),
  });
  const first = data?.items.find((one) => one.id === team);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Find help</h1>
        <TeamsNav />
      </header>
      <p className="lead">
        Say what is needed. You read how many of the network are so, and at most five of those who said that
        they may be found; each is one of your looks at members. Not for calling people to a scene: that is a
        call-out.
      </p>
      {data && (
        <FindForm
          key={need}
          teams={data.items.filter((one) => one.can.includes('change'))}
          first={first && startOf(first, Number(n))}
          busy={find.busy}
          onFind={(body) => find.run({ body })}
        />
      )}
      {find.problem && <Trouble error={find.problem} />}
      {looks && (
        <p className="soft" role="status">
          {looks.hour.used} of {looks.hour.of} looks this hour, {looks.day.used} of {looks.day.of} within a
          day.
        </p>
      )}
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="You looked for nobody yet">
              What you look for stands here for 30 days, with what those said whom you asked.
            </Empty>
          ) : (
            <ul className="plain-list" aria-label="What you looked for">
              {items.map((found) => (
                <FoundCard key={found.id} found={found} teams={data?.items ?? []} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </main>
  );
}

const startOf = (team: Team, n: number) => {
  const { many: _, ...what } = team.needs[n] ?? { many: 1 };
  return { teamId: team.can.includes('change') ? team.id : null, what, chapterId: team.chapterId };
};
