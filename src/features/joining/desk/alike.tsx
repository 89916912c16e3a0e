import { Link } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { Age, Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { newId } from '../../../desk/kit/id.ts';
import { LooksLeft } from '../../../desk/kit/looks.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { languageName } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { keepApart, listAlike, mergePeople, showAlike, undoMerge } from '../contract.ts';
import { goesInto } from '../rules.ts';
import { JoiningNav } from './joining-nav.tsx';

type List = Answer<typeof listAlike>;
type Pair = List['items'][number];
type Shown = Answer<typeof showAlike>;
const stale = ['/api/v1/likenesses', '/api/v1/applicants'];

/** Pairs that may be one person. A rule finds them; a person decides. */
export function Alike() {
  const query = useCall(listAlike, {}, { every: 60_000 });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>The same person?</h1>
        <JoiningNav alike={query.data?.items.length} />
      </header>
      <p className="lead">
        Whoever writes the same number or address is never made twice. These have another address, and a name
        that is nearly the same, in one chapter, with a language in common.
      </p>
      <Loaded query={query} lines={6}>
        {(list) => (
          <>
            {list.items.length === 0 && (
              <Empty title="No pair to look at">Whoever is new is compared within five minutes.</Empty>
            )}
            <ul className="plain-list">
              {list.items.map((pair) => (
                <OnePair key={`${pair.a.personId} ${pair.b.personId}`} pair={pair} />
              ))}
            </ul>
            {list.more && <p className="soft">There are more; they come up as these are decided.</p>}
            {list.merges.length > 0 && <Merged merges={list.merges} />}
          </>
        )}
      </Loaded>
    </main>
  );
}

function OnePair({ pair }: { pair: Pair }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const ids = { a: pair.a.personId, b: pair.b.personId };
  const show = useAct(showAlike, { after: setShown });
  const apart = useAct(keepApart, { stale, done: () => 'They stay two. You are not asked again.' });
  const id = useRef(newId());
  const merge = useAct(mergePeople, {
    stale,
    done: ({ kept }) => `They are one now: ${kept}. It can be undone for a day, below.`,
  });
  const keep = (one: Pair['a'], other: Pair['a']) =>
    merge.run({ body: { id: id.current, keptId: one.personId, goneId: other.personId } });
  return (
    <li className="switch-card">
      <p>
        <strong>
          {pair.a.callSign} and {pair.b.callSign}
        </strong>{' '}
        <span className="soft">names {pair.percent} % alike</span>
      </p>
      <div className="columns">
        {[pair.a, pair.b].map((one, i) => (
          <One key={one.personId} one={one} shown={shown?.items.find((s) => s.personId === one.personId)}>
            {shown && goesInto(i === 0 ? pair.b : pair.a, one) && (
              <VerbButton tone="main" busy={merge.busy} onClick={() => keep(one, i === 0 ? pair.b : pair.a)}>
                One person: keep {one.callSign}
              </VerbButton>
            )}
          </One>
        ))}
      </div>
      <div className="verbs">
        {!shown && (
          <VerbButton busy={show.busy} onClick={() => show.run({ body: ids })}>
            Show names and numbers (2 looks)
          </VerbButton>
        )}
        <VerbButton busy={apart.busy} onClick={() => apart.run({ body: ids })}>
          They are two people
        </VerbButton>
      </div>
      {shown && <LooksLeft looks={shown.looks} />}
    </li>
  );
}

function One(props: { one: Pair['a']; shown: Shown['items'][number] | undefined; children: ReactNode }) {
  const { one, shown, children } = props;
  const chapterName = useChapterName();
  return (
    <section>
      <h2>
        <Link to="/joining/$id" params={{ id: one.personId }} preload={false}>
          {one.callSign}
        </Link>
      </h2>
      <dl className="person-facts">
        {shown && (
          <>
            <dt>Called</dt>
            <dd>{shown.name ?? 'no name is kept'}</dd>
            <dt>Reached at</dt>
            <dd>
              {shown.addresses.map(({ kind, address }) => (
                <span key={`${kind} ${address}`} className="line">
                  {address} <small>{kind === 'wall' ? 'demo phone' : kind}</small>
                </span>
              ))}
            </dd>
          </>
        )}
        <dt>State</dt>
        <dd>
          {one.state}, <Age at={one.since} />
        </dd>
        <dt>Chapter</dt>
        <dd>{chapterName(one.chapterId)}</dd>
        <dt>Languages</dt>
        <dd>{one.languages.map(languageName).join(', ')}</dd>
      </dl>
      {children}
    </section>
  );
}

function Merged({ merges }: { merges: List['merges'] }) {
  const undo = useAct(undoMerge, { stale, done: () => 'They are two again.' });
  return (
    <section className="stack">
      <h2>Made one in the last day</h2>
      <ul className="plain-list">
        {merges.map((one) => (
          <li key={one.id}>
            <span>
              {one.gone} went into <strong>{one.kept}</strong>, by {one.by}. Can be undone until{' '}
              <Clock at={one.until} />.
            </span>
            <VerbButton
              busy={undo.busy}
              label={`Undo: ${one.gone}`}
              onClick={() => undo.run({ params: { id: one.id }, body: {} })}
            >
              Undo
            </VerbButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
