import { type FormEvent, useRef, useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { newId } from '../../../desk/kit/id.ts';
import { PeopleNav } from '../../../desk/kit/people-nav.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { listCanaries, makeCanary } from '../contract.ts';

/** Members who do not exist; whoever opens one has no reason to. */
export function Canaries() {
  const query = useCall(listCanaries, {});
  const chapterName = useChapterName();
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Canaries</h1>
        <PeopleNav />
      </header>
      <p className="lead">
        A canary is a member who does not exist. In a search it looks like anyone; it is never asked to go and
        never counted. Whoever opens it, shows its name, or takes it along in an export raises an alarm to
        every admin. Opening one yourself does too.
      </p>
      <div className="columns">
        <section>
          <h2>There are now</h2>
          <Loaded query={query}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="None yet">Two or three in each chapter are enough.</Empty>
              ) : (
                <ul className="plain-list">
                  {items.map(({ id, callSign, chapterId, at }) => (
                    <li key={id}>
                      <span>{callSign}</span>
                      <span className="soft">
                        {chapterName(chapterId)}, since <Clock at={at} />
                      </span>
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        </section>
        <Make />
      </div>
    </main>
  );
}

function Make() {
  const [chosen, setChosen] = useState('');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const id = useRef(newId());
  const { data: places } = useCall(listZones, {});
  const chapterId = chosen || places?.chapters[0]?.id;
  const make = useAct(makeCanary, {
    stale: ['/api/v1/canaries'],
    done: ({ callSign }) => `${callSign} is made.`,
    after: () => {
      id.current = newId();
      setName('');
      setPhone('');
    },
  });
  const ready = chapterId && name.trim();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!chapterId || !name.trim()) return;
    make.run({
      body: { id: id.current, chapterId, name: name.trim(), ...(phone.trim() && { phone: phone.trim() }) },
    });
  };
  return (
    <section>
      <h2>Make one</h2>
      <form className="stack" onSubmit={onSubmit}>
        <label className="field">
          <span>Chapter</span>
          <select value={chapterId} onChange={(event) => setChosen(event.currentTarget.value)}>
            {(places?.chapters ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>
            Made-up name <small>not that of anybody you know</small>
          </span>
          <input value={name} maxLength={120} onChange={(event) => setName(event.currentTarget.value)} />
        </label>
        <label className="field">
          <span>
            Number <small>one that an admin holds, or nobody is phoned; may stay empty</small>
          </span>
          <input
            value={phone}
            maxLength={20}
            placeholder="+12125550199"
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
        </label>
        <p className="soft">
          Call sign, languages and zones are drawn so that it is like the chapter’s observers.
        </p>
        <div className="verbs">
          <VerbButton submit tone="main" busy={make.busy} disabled={!ready} why="Give it a name">
            Make it
          </VerbButton>
        </div>
      </form>
    </section>
  );
}
