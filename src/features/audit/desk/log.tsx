import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Act, listActs } from '../contract.ts';
import { detailsOf, kindName, wordsOf } from '../rules.ts';
import { Checkpoint } from './checkpoint.tsx';
import { StuckEvents } from './stuck.tsx';

interface Wanted {
  kind?: string;
  person?: { id: string; callSign: string };
  before?: string;
}

const lookEveryMs = 30_000;

/** What was done that matters for security, for admins: pseudonyms and codes, in an order that nobody can change unseen. */
export function Log() {
  return (
    <main className="screen">
      <h1>Audit log</h1>
      <p className="lead">
        Everything done here that matters for security, by call sign and without a person’s words. Nothing can
        be taken out or changed without being noticed.
      </p>
      <StuckEvents />
      <Checkpoint />
      <Acts />
    </main>
  );
}

function Acts() {
  const [wanted, setWanted] = useState<Wanted>({});
  const { kind, person, before } = wanted;
  const acts = useCall(
    listActs,
    { query: { kind, before, person: person?.id } },
    { every: lookEveryMs, keep: true },
  );
  return (
    <section className="log-acts">
      <h2>What was done</h2>
      <Loaded query={acts}>
        {({ items, next, kinds }) => (
          <>
            <div className="log-filters">
              <label>
                Kind{' '}
                <select
                  value={kind ?? ''}
                  onChange={(event) => setWanted({ person, kind: event.currentTarget.value || undefined })}
                >
                  <option value="">all</option>
                  {kinds.map((one) => (
                    <option key={one} value={one}>
                      {kindName(one)}
                    </option>
                  ))}
                </select>
              </label>
              {person && (
                <VerbButton onClick={() => setWanted({ kind })}>Only {person.callSign} · show all</VerbButton>
              )}
              {before && (
                <VerbButton onClick={() => setWanted({ kind, person })}>Back to the newest</VerbButton>
              )}
            </div>
            {items.length === 0 ? (
              <Empty title="Nothing of that kind">Choose another kind, or show everybody.</Empty>
            ) : (
              <ol className="log-list" reversed>
                {items.map((act) => (
                  <LogEntry key={act.cursor} act={act} onPerson={(one) => setWanted({ kind, person: one })} />
                ))}
              </ol>
            )}
            {next && <VerbButton onClick={() => setWanted({ kind, person, before: next })}>Older</VerbButton>}
          </>
        )}
      </Loaded>
    </section>
  );
}

type OnPerson = (person: { id: string; callSign: string }) => void;

function LogEntry({ act, onPerson }: { act: Act; onPerson: OnPerson }) {
  const details = detailsOf(act);
  // Before there is a session there is nobody to have done it: who signed in did.
  const by = act.by ?? (act.act === 'session.opened' ? act.subject : null);
  const isOther = act.subject.id !== by?.id;
  return (
    <li className="log-entry">
      <span className="log-index soft" title="Its number in the log">
        {act.index === null ? 'new' : `#${act.index}`}
      </span>
      <Clock at={act.at} />
      <span>
        {by ? <Person of={by} onPerson={onPerson} /> : 'The server'} {wordsOf(act)}
        {isOther && act.subject.callSign && (
          <>
            : <Person of={act.subject} onPerson={onPerson} />
          </>
        )}
        {details && <span className="soft"> ({details})</span>}
      </span>
    </li>
  );
}

function Person({ of: { id, callSign }, onPerson }: { of: Act['subject']; onPerson: OnPerson }) {
  if (!callSign) return <span className="soft">a former member</span>;
  return (
    <button type="button" className="text-button" onClick={() => onPerson({ id, callSign })}>
      {callSign}
      <span className="unseen">: show only theirs</span>
    </button>
  );
}
