import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { listEscalations } from '../contract.ts';
import { EscalationLine } from './line.tsx';
import { EscalationNav } from './nav.tsx';

const everyMs = 15_000;

/** What waits for a person now, with who was paged for it. */
export function PagesNow() {
  const query = useCall(listEscalations, { query: {} }, { every: everyMs });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Paging</h1>
        <EscalationNav />
      </header>
      <p className="lead">
        Whatever waits and nobody has. People are paged one after the other until somebody says “I have it”;
        what nobody answered comes first.
      </p>
      <Loaded query={query} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nobody is being paged">What waits too long appears here by itself.</Empty>
          ) : (
            <ul className="pattern-list">
              {items.map((item) => (
                <EscalationLine key={item.id} escalation={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </main>
  );
}

/** What was settled in the last days. */
export function PagesOver() {
  const query = useCall(listEscalations, { query: { over: 'true' } });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Pages that are over</h1>
        <EscalationNav />
      </header>
      <Loaded query={query} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing yet">
              What people were paged for and somebody did is listed here for 90 days.
            </Empty>
          ) : (
            <ul className="pattern-list">
              {items.map((item) => (
                <EscalationLine key={item.id} escalation={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </main>
  );
}
