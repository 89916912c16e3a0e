import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { count } from '../../../desk/kit/words.ts';
import { listStuck } from '../contract.ts';

const everyMs = 60_000;

/** What should have followed from an event and did not; nothing where all is well. */
export function StuckEvents() {
  const { data } = useCall(listStuck, {}, { every: everyMs });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="switch-card">
      <h2>
        <Mark tone="danger">! {count(data.items.length, 'thing')} did not follow</Mark>
      </h2>
      <p>
        Something happened, and what should have followed failed five times. What happened is kept; what
        should have followed was not done. Do it by hand where you can, and give these lines to whoever runs
        the server.
      </p>
      <ul className="plain-list">
        {data.items.map(({ id, follows, kind, at, error }) => (
          <li key={id}>
            <span>
              <code>{follows}</code> after <code>{kind}</code>
            </span>
            <span className="soft">
              {error}, <Clock at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
