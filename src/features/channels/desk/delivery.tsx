import { useState } from 'react';
import { Age } from '../../../desk/kit/age.tsx';
import { DeliveryNav } from '../../../desk/kit/delivery-nav.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { readDelivery, sendAnyway, type Undelivered, type WayState } from '../contract.ts';
import { Keywords } from './keywords.tsx';
import { SetCaps } from './set-caps.tsx';
import { money, purposeOf, states, ways, whyOf } from './words.ts';

/** How messages leave: each way, what is held back, what failed, what it costs. */
export function Delivery() {
  const query = useCall(readDelivery, {}, { every: 10_000 });
  const [capping, setCapping] = useState(false);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Delivery</h1>
        <DeliveryNav />
      </header>
      <p className="lead">
        How messages leave. Who gets no receipt on one way is tried on their next. A cap holds back everything
        but a stand-down and an emergency. A page that arrived and that nobody reads rings by telephone.
      </p>
      <Loaded query={query} lines={8}>
        {({ ways: all, held, failed, caps, can }) => {
          const spent = all.reduce((sum, way) => sum + way.costToday, 0);
          return (
            <>
              <section className="caps-line">
                <p>
                  <strong>{money(spent)}</strong> of {money(caps.centsADay * 100)} today ·{' '}
                  {count(caps.messagesADay, 'message')} a person in a day at most · an unread page rings after{' '}
                  {count(caps.ringMinutes, 'minute')}
                </p>
                {can.includes('cap') && (
                  <VerbButton tone="quiet" onClick={() => setCapping(true)}>
                    Change the caps…
                  </VerbButton>
                )}
              </section>
              <Ways all={all} />
              <List title="Held back" items={held} verb={can.includes('send') ? 'Send anyway' : null}>
                Over a cap. Nobody gets these unless you send them; think whether they still hold.
              </List>
              <List title="Failed" items={failed} verb={can.includes('send') ? 'Try again' : null}>
                No way of these people took it. Reach them by other means where it matters.
              </List>
              <Keywords />
              {capping && <SetCaps caps={caps} onClose={() => setCapping(false)} />}
            </>
          );
        }}
      </Loaded>
    </main>
  );
}

function Ways({ all }: { all: WayState[] }) {
  if (all.length === 0)
    return <Empty title="Nothing delivers yet">Set up a carrier or a mail server: docs/OPERATING.md.</Empty>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <div className="table-scroll" tabIndex={0}>
      <table className="table ways-table">
        <thead>
          <tr>
            <th scope="col">Way</th>
            <th scope="col">State</th>
            <th scope="col">Taken, last 24 hours</th>
            <th scope="col">Waiting</th>
            <th scope="col">Held</th>
            <th scope="col">Failed</th>
            <th scope="col">Cost today</th>
          </tr>
        </thead>
        <tbody>
          {all.map((way) => (
            <OneWay key={way.kind} way={way} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OneWay({ way }: { way: WayState }) {
  const { word, tone, what } = states[way.state];
  return (
    <tr>
      <th scope="row">{ways[way.kind]}</th>
      <td>
        <Mark tone={tone}>{word}</Mark>
        <p className="soft">
          {what}
          {way.state !== 'ok' && way.code && ` It said: ${way.code}.`}{' '}
          {way.goodAt && (
            <>
              Last taken <Age at={way.goodAt} />.
            </>
          )}
        </p>
      </td>
      <td>
        <Hours hours={way.hours} name={ways[way.kind]} />
      </td>
      <td>{way.waiting}</td>
      <td>{way.held}</td>
      <td>{way.failed}</td>
      <td>{money(way.costToday)}</td>
    </tr>
  );
}

const barWidth = 6;
const height = 28;

/** A bar an hour, the last at the right; the figures are said beside it and read out. */
function Hours({ hours, name }: { hours: number[]; name: string }) {
  const most = Math.max(1, ...hours);
  const sum = hours.reduce((a, b) => a + b, 0);
  return (
    <figure className="hours">
      <svg
        width={hours.length * barWidth}
        height={height}
        role="img"
        aria-label={`${name}: ${sum} taken in 24 hours, at most ${Math.max(...hours)} in one`}
      >
        {hours.map((taken, i) => {
          const tall = taken === 0 ? 1 : Math.max(2, (taken / most) * height);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: one bar for each hour, in order
            <rect key={i} x={i * barWidth} y={height - tall} width={barWidth - 1} height={tall}>
              <title>{`${taken} ${24 - i} hours ago`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption>{sum}</figcaption>
    </figure>
  );
}

function List({
  title,
  items,
  verb,
  children,
}: {
  title: string;
  items: Undelivered[];
  verb: string | null;
  children: string;
}) {
  const act = useAct(sendAnyway, { stale: ['/api/v1/delivery'], done: () => 'It leaves now.' });
  return (
    <section>
      <h2>
        {title} <span className="soft">{items.length === 100 ? '100 or more' : items.length}</span>
      </h2>
      {items.length === 0 ? (
        <p className="soft">Nothing in the last 24 hours.</p>
      ) : (
        <>
          <p className="soft">{children}</p>
          <ul className="plain-list">
            {items.map((item) => {
              const what = `${purposeOf(item.purpose)} to ${item.callSign ?? 'someone outside'}`;
              return (
                <li key={item.id}>
                  <span>
                    {what} · {ways[item.kind]} {item.urgent && <Mark tone="needs">▲ urgent</Mark>}{' '}
                    {item.drill && <Mark tone="drill">drill</Mark>}
                    <br />
                    <span className="soft">
                      {whyOf(item.why)} · {count(item.attempts, 'try', 'tries')} · written{' '}
                      <Age at={item.at} />
                    </span>
                  </span>
                  {verb && (
                    <VerbButton
                      busy={act.busy}
                      label={`${verb}: ${what}`}
                      onClick={() => act.run({ params: { id: item.id } })}
                    >
                      {verb}
                    </VerbButton>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}
