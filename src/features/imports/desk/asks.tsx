import { useEffect, useState } from 'react';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Ask, decideAsk, type Import, listAsks } from '../contract.ts';

/** Rows that are likely somebody who is here. A person says so, never a number alone. */
export function Asks({ item }: { item: Import }) {
  const [shown, setShown] = useState<Ask[]>([]);
  const list = useAct(listAsks, { after: ({ items }) => setShown(items) });
  const decide = useAct(decideAsk, {
    stale: ['/api/v1/imports'],
    done: (_, { body }) => (body.same ? 'One person now.' : 'A person of their own.'),
    after: (_, { params }) => setShown((before) => before.filter((ask) => ask.line !== Number(params.line))),
  });
  const say = (line: number, same: boolean) =>
    decide.run({ params: { id: item.id, line: String(line) }, body: { same } });
  useEffect(() => {
    if (item.asks === 0) setShown([]);
  }, [item.asks]);
  return (
    <section className="stack">
      <h2>Likely the same</h2>
      <p className="soft">
        {count(item.asks, 'row')} of this list may be somebody who is here. Names are shown ten at a time, and
        each counts as a look at a member.
      </p>
      {shown.length === 0 ? (
        <div className="verbs">
          <VerbButton
            tone="main"
            busy={list.busy}
            onClick={() => list.run({ params: { id: item.id }, body: {} })}
          >
            Show the next
          </VerbButton>
        </div>
      ) : (
        <ul className="plain-list">
          {shown.map((ask) => (
            <li key={ask.line} className="switch-card">
              <p>
                Line {ask.line}: <strong>{ask.name || 'without a name'}</strong> {ask.address}
              </p>
              <p>
                is like <strong>{ask.likeName}</strong>, {ask.callSign}
              </p>
              <div className="verbs">
                <VerbButton busy={decide.busy} onClick={() => say(ask.line, true)}>
                  The same person
                </VerbButton>
                <VerbButton busy={decide.busy} onClick={() => say(ask.line, false)}>
                  Somebody else
                </VerbButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
