import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Age } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { languageChoices } from '../../../desk/kit/languages.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { store, useStore } from '../../../desk/kit/store.ts';
import { capital, languageName } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { listZones } from '../../places/contract.ts';
import { type Applicant, listApplicants, STAGES, WANTS } from '../contract.ts';
import { Booked } from './booked.tsx';
import { JoiningNav } from './joining-nav.tsx';
import { limitsOf, said, sources, wants } from './words.ts';

type List = Answer<typeof listApplicants>;

interface Filters {
  state: (typeof STAGES)[number];
  chapterId: string;
  language: string;
  want: string;
  mine: boolean;
}
const nothing: Filters = { state: 'applied', chapterId: '', language: '', want: '', mine: false };
/** So that coming back from an applicant finds the list as it was left; in this page's memory only. */
const lastFilters = store<Filters>(nothing);

/** The way from an application to an active member, and who waits at which step. */
export function Joining() {
  const filters = useStore(lastFilters);
  const set = (part: Partial<Filters>) => lastFilters.set({ ...filters, ...part });
  const { state, chapterId, language, want, mine } = filters;
  const query = useCall(
    listApplicants,
    {
      query: {
        ...(!mine && { state }),
        ...{ chapterId: chapterId || undefined, language: language || undefined },
        ...{ want: WANTS.find((one) => one === want), mine: mine ? ('yes' as const) : undefined },
      },
    },
    { every: 60_000, keep: true },
  );
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Joining</h1>
        <JoiningNav alike={query.data?.alike} />
      </header>
      <p className="lead">
        Whoever asks to join waits here until a greeter takes them and talks with them. Training is open to
        all; the desk, dispatch and the closed channel need this conversation and two vouches.
      </p>
      <Stages filters={filters} counts={query.data?.counts} set={set} />
      <FilterForm filters={filters} set={set} />
      <Loaded query={query} lines={8}>
        {(list) => <Found list={list} filters={filters} />}
      </Loaded>
    </main>
  );
}

const stageWords: Record<(typeof STAGES)[number], string> = {
  applied: 'nobody trained yet',
  trained: 'a first course is done',
  met: 'waiting for vouches',
  active: 'came by applying',
};

function Stages(props: {
  filters: Filters;
  counts: List['counts'] | undefined;
  set: (part: Partial<Filters>) => void;
}) {
  const { filters, counts, set } = props;
  return (
    <fieldset className="stages" aria-label="Which step">
      {STAGES.map((state) => (
        <button
          key={state}
          type="button"
          className="stage"
          aria-pressed={!filters.mine && filters.state === state}
          onClick={() => set({ state, mine: false })}
        >
          <strong>{counts ? counts[state] : '–'}</strong>
          <span>{capital(state)}</span>
          <small>{stageWords[state]}</small>
        </button>
      ))}
    </fieldset>
  );
}

function FilterForm({ filters, set }: { filters: Filters; set: (part: Partial<Filters>) => void }) {
  const { data: places } = useCall(listZones, {});
  return (
    <div className="filter-row">
      <Choice label="Chapter" value={filters.chapterId} onChange={(chapterId) => set({ chapterId })}>
        {(places?.chapters ?? []).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice label="Language" value={filters.language} onChange={(language) => set({ language })}>
        {languageChoices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice label="Wants to" value={filters.want} onChange={(want) => set({ want })}>
        {WANTS.map((want) => (
          <option key={want} value={want}>
            {wants[want]}
          </option>
        ))}
      </Choice>
      <label className="check">
        <input
          type="checkbox"
          checked={filters.mine}
          onChange={(event) => set({ mine: event.currentTarget.checked })}
        />
        <span>Only whom I have taken</span>
      </label>
    </div>
  );
}

const Choice = (props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) => (
  <label className="field">
    <span>{props.label}</span>
    <select value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
      <option value="">any</option>
      {props.children}
    </select>
  </label>
);

function Found({ list, filters }: { list: List; filters: Filters }) {
  const chapterName = useChapterName();
  if (list.items.length === 0)
    return filters.mine ? (
      <Empty title="You have taken nobody">Open somebody who waits, and press “Take”.</Empty>
    ) : (
      <Empty title="Nobody waits here">
        {filters.chapterId || filters.language || filters.want
          ? 'Nobody with all of these. Choose “any” for one of them.'
          : 'New applications come by the form at /join, from meetings, trainings and lists.'}
      </Empty>
    );
  return (
    <section aria-label="Applicants">
      <table className="people">
        <thead>
          <tr>
            <th scope="col">Call sign</th>
            <th scope="col">{filters.state === 'active' ? 'Since' : 'Waits'}</th>
            <th scope="col">Wants to</th>
            <th scope="col">Languages</th>
            <th scope="col">Chapter</th>
            <th scope="col">Conversation</th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((one) => (
            <tr key={one.personId}>
              <td>
                <Link to="/joining/$id" params={{ id: one.personId }} preload={false}>
                  {one.callSign}
                </Link>{' '}
                <Marks of={one} />
              </td>
              <td>
                <Age at={one.since} {...limitsOf(one)} />
              </td>
              <td>{said(one.wants)}</td>
              <td>{one.languages.map(languageName).join(', ')}</td>
              <td>{chapterName(one.chapterId)}</td>
              <td>
                <Booked of={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.more && <p className="soft">There are more. The fifty who have waited longest are shown.</p>}
    </section>
  );
}

/** What is out of the ordinary. */
export const Marks = ({ of }: { of: Applicant }) => (
  <>
    {of.kind === 'ally' && <Mark>ally</Mark>}
    {of.throttled && <Mark tone="needs">▲ came in a flood</Mark>}
    {of.met && of.state === 'applied' && <Mark tone="good">✓ met, training to come</Mark>}
    {of.source && of.source !== 'web' && <Mark>{sources[of.source]}</Mark>}
  </>
);
