import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { languageChoices } from '../../../desk/kit/languages.ts';
import { LooksLeft } from '../../../desk/kit/looks.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { PeopleNav } from '../../../desk/kit/people-nav.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { useSession } from '../../../desk/kit/session.ts';
import { Empty, Trouble } from '../../../desk/kit/states.tsx';
import { useStore } from '../../../desk/kit/store.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName, plain } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { listZones } from '../../places/contract.ts';
import { findPeople } from '../contract.ts';
import { type Asked, lastSearch } from './use-look.ts';

const roles = [
  'observer',
  'verifier',
  'operator',
  'dispatcher',
  'trainer',
  'coordinator',
  'legal',
  'counsel',
  'admin',
];
const nothing: Asked = { q: '', chapterId: '', role: '', language: '' };

/** Search first: nobody is listed before one asks. */
export function People() {
  const { personId } = useSession();
  const kept = useStore(lastSearch);
  const last = kept?.by === personId ? kept : null;
  const [asked, setAsked] = useState<Asked>(last?.asked ?? nothing);
  const { data: places } = useCall(listZones, {});
  const search = useAct(findPeople, {
    quiet: true,
    after: (found) => lastSearch.set({ by: personId, asked, found }),
  });
  const set = (part: Partial<Asked>) => setAsked({ ...asked, ...part });
  const q = asked.q.trim();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (q.length < 2) return;
    const { chapterId, role, language } = asked;
    search.run({
      body: { q, ...(chapterId && { chapterId }), ...(role && { role }), ...(language && { language }) },
    });
  };
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>People</h1>
        <PeopleNav />
      </header>
      <form className="search-form" onSubmit={onSubmit}>
        <label className="field">
          <span>Call sign</span>
          <input
            value={asked.q}
            maxLength={60}
            placeholder="At least two letters"
            autoComplete="off"
            onChange={(event) => set({ q: event.currentTarget.value })}
          />
        </label>
        <Filter
          label="Chapter"
          value={asked.chapterId}
          options={(places?.chapters ?? []).map(({ id, name }) => [id, name])}
          onChange={(chapterId) => set({ chapterId })}
        />
        <Filter
          label="Role"
          value={asked.role}
          options={roles.map((role) => [role, role])}
          onChange={(role) => set({ role })}
        />
        <Filter
          label="Language"
          value={asked.language}
          options={languageChoices.map(({ code, name }) => [code, name])}
          onChange={(language) => set({ language })}
        />
        <VerbButton
          submit
          tone="main"
          busy={search.busy}
          disabled={q.length < 2}
          why="Write at least two letters of the call sign"
        >
          Search
        </VerbButton>
      </form>
      <LooksLeft looks={last?.found.looks} />
      {search.problem ? <Trouble error={search.problem} /> : <Found found={last?.found} />}
    </main>
  );
}

function Filter(props: {
  label: string;
  value: string;
  options: (readonly [value: string, word: string])[];
  onChange: (value: string) => void;
}) {
  return (
    <label className="field">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <option value="">any</option>
        {props.options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

function Found({ found }: { found: Answer<typeof findPeople> | undefined }) {
  const chapterName = useChapterName();
  if (!found)
    return (
      <Empty title="Nobody is listed until you ask">
        There is no list of all members. What you look at is counted and written down; names are behind each
        member’s page.
      </Empty>
    );
  if (found.items.length === 0)
    return (
      <Empty title="Nobody by that call sign">
        Try the beginning of its other word, or fewer conditions.
      </Empty>
    );
  return (
    <section aria-label="Members found" aria-live="polite">
      <table className="people">
        <thead>
          <tr>
            <th scope="col">Call sign</th>
            <th scope="col">Chapter</th>
            <th scope="col">Roles</th>
            <th scope="col">Languages</th>
          </tr>
        </thead>
        <tbody>
          {found.items.map((person) => (
            <tr key={person.id}>
              <td>
                <Link to="/people/$id" params={{ id: person.id }} preload={false}>
                  {person.callSign}
                </Link>{' '}
                {person.suspended && <Mark tone="danger">■ suspended</Mark>}
                {person.state !== 'active' && <Mark>{person.state}</Mark>}
              </td>
              <td>{chapterName(person.chapterId)}</td>
              <td>{person.roles.map(plain).join(', ')}</td>
              <td>{person.languages.map(languageName).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.more && <p className="soft">There are more. Write more of the call sign, or narrow it down.</p>}
    </section>
  );
}
