import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { newId } from '../../../desk/kit/id.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { PeopleNav } from '../../../desk/kit/people-nav.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { type Import, type ImportKind, KINDS, listImports, startImport } from '../contract.ts';
import { Beside } from './beside.tsx';
import { kinds, outcome, states } from './words.ts';

/** Lists from before: each is looked at first, taken in by a second word, and can be undone for seven days. */
export function Imports() {
  const query = useCall(listImports, {});
  const chapters = useOwnChapters();
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Imports</h1>
        <PeopleNav />
      </header>
      <p className="lead">
        Bring in the lists that you have. First you see what would become of each row; nothing is written
        before you say so, nobody is written to unless you say so, and for seven days all of it can be undone.
        What you upload is kept encrypted, and goes when it is taken in or after seven days.
      </p>
      <div className="columns">
        <section>
          <h2>Lists so far</h2>
          <Loaded query={query}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="No list yet">
                  A sign-up sheet is a good first one: save it as CSV, with a row a person.
                </Empty>
              ) : (
                <ul className="plain-list">
                  {items.map((one) => (
                    <One key={one.id} one={one} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        </section>
        <Begin />
      </div>
      {query.data && <Beside chapters={chapters} beside={query.data.beside} />}
      <p className="soft">
        Sign-ups at doors and tables: <a href="/join/list">a sheet to print</a>, with the columns that are
        known here.
      </p>
    </main>
  );
}

function One({ one }: { one: Import }) {
  const chapterName = useChapterName();
  const { tone, word } = states[one.state];
  return (
    <li className="switch-card">
      <p className="marks">
        <Mark tone={tone}>{word}</Mark>
        {one.asks > 0 && <Mark tone="needs">{`▲ ${one.asks} to decide`}</Mark>}
      </p>
      <p>
        <Link to="/people/imports/$id" params={{ id: one.id }}>
          {kinds[one.kind].name}, {chapterName(one.chapterId)}
        </Link>
      </p>
      <p className="soft">
        {one.by}, <Clock at={one.at} />
        {one.counts.rows > 0 && ` · ${outcome(one)}`}
      </p>
    </li>
  );
}

/** Chapters into which the actor may bring people. */
function useOwnChapters() {
  const { roles } = useSession();
  const { data: places } = useCall(listZones, {});
  const own = roles.filter(({ role }) => role === 'coordinator' || role === 'admin');
  const all = own.some(({ chapterId, role }) => role === 'admin' || chapterId === null);
  return (places?.chapters ?? []).filter(({ id }) => all || own.some((r) => r.chapterId === id));
}

function Begin() {
  const chapters = useOwnChapters();
  const [kind, setKind] = useState<ImportKind>('people');
  const [chosen, setChosen] = useState('');
  const chapterId = chosen || chapters[0]?.id;
  const id = useRef(newId());
  const navigate = useNavigate();
  const begin = useAct(startImport, {
    stale: ['/api/v1/imports'],
    after: (made) => void navigate({ to: '/people/imports/$id', params: { id: made.id } }),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (chapterId) begin.run({ body: { id: id.current, kind, chapterId } });
  };
  return (
    <section>
      <h2>Bring one in</h2>
      <form className="stack" onSubmit={onSubmit}>
        <fieldset className="choice">
          <legend>What it is</legend>
          {KINDS.map((one) => (
            <label key={one} className="choice-option">
              <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />
              <span>
                {kinds[one].name}
                <small className="soft">{kinds[one].what}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <label className="field">
          <span>Into which chapter</span>
          <select value={chapterId} onChange={(event) => setChosen(event.currentTarget.value)}>
            {chapters.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div className="verbs">
          <VerbButton submit tone="main" busy={begin.busy} disabled={!chapterId}>
            Begin
          </VerbButton>
        </div>
      </form>
    </section>
  );
}
