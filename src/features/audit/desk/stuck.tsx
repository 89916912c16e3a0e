import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { listStuck, retryStuck } from '../contract.ts';

const everyMs = 5_000;

/** What should have followed from an event and did not; nothing where all is well. */
export function StuckEvents() {
  const { data } = useCall(listStuck, {}, { every: everyMs });
  const retry = useAct(retryStuck, { stale: ['/api/v1/audit'], done: () => 'It is tried once more.' });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="switch-card">
      <h2>
        <Mark tone="danger">! {count(data.items.length, 'thing')} did not follow</Mark>
      </h2>
      <p>
        Something happened, and what should have followed failed five times. What happened is kept; what
        should have followed was not done. Do it by hand where you can, and give these lines to whoever runs
        the server. When the cause is mended, try again: what is done goes from this list.
      </p>
      <ul className="plain-list">
        {data.items.map(({ id, follows, kind, at, error, again }) => (
          <li key={id}>
            <span>
              <code>{follows}</code> after <code>{kind}</code>
              <br />
              <span className="soft">
                {error}, last tried <Clock at={at} />
              </span>
            </span>
            <VerbButton
              busy={retry.busy || again}
              why="It is being tried"
              label={`${again ? 'Being tried…' : 'Try again'}: ${follows}`}
              onClick={() => retry.run({ body: { id } })}
            >
              {again ? 'Being tried…' : 'Try again'}
            </VerbButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
