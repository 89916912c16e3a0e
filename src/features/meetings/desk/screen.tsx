import '../../../desk/css/meetings.css';
import { Link, useParams } from '@tanstack/react-router';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { readScreen } from '../contract.ts';
import { spaced } from '../rules.ts';
import { Left } from './agenda.tsx';
import { dollars, howDecided } from './words.ts';

type Data = Answer<typeof readScreen>;

/** What the room sees: large, black on white, and nobody's name but of who let theirs be shown. */
export function RoomScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useCall(readScreen, { params: { id } }, { every: 5000 });
  return (
    <main className="room">
      <Loaded query={query} lines={6}>
        {(data) => <Room data={data} id={id} away={query.isError} />}
      </Loaded>
    </main>
  );
}

const Squares = ({ of, label }: { of: { side: number; dark: string }; label: string }) => (
  <svg role="img" aria-label={label} viewBox={`0 0 ${of.side} ${of.side}`} shapeRendering="crispEdges">
    <path fill="#fff" d={`M0 0h${of.side}v${of.side}H0z`} />
    <path fill="#000" d={of.dark} />
  </svg>
);

function Room({ data, id, away }: { data: Data; id: string; away: boolean }) {
  return (
    <>
      <header className="room-head">
        <h1>{data.title}</h1>
        <Count data={data} />
      </header>
      <div className="room-main">
        <Now data={data} />
        <Agenda data={data} />
        {data.decisions.length > 0 && (
          <section aria-labelledby="decided">
            <h2 id="decided">Decided</h2>
            <ul>
              {data.decisions.slice(-4).map((d) => (
                <li key={d.id}>
                  ✓ {d.words} <small>{howDecided(d)}</small>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Open data={data} />
      </div>
      <div className="room-side">
        <Code data={data} />
        <div className="room-pair">
          <Squares of={data.trainings.squares} label="QR code: book a training" />
          <span>Book your first training</span>
        </div>
        {data.hat !== null && <p>In the hat: {dollars(data.hat)}. Thank you.</p>}
      </div>
      <footer className="room-foot">
        <small>{data.network}</small>
        {away && <small role="alert">▲ No connection: this stands as it was.</small>}
        <small>
          <Link to="/meetings/$id" params={{ id }}>
            Leave this screen
          </Link>
        </small>
      </footer>
    </>
  );
}

const Count = ({ data: { came, members, needed } }: { data: Data }) => (
  <p className="room-count" role="status">
    {came} here
    {needed !== null && (
      <small>
        {' · '}
        {members >= needed
          ? `✓ quorum: ${members} of ${needed} members`
          : `quorum: ${members} of ${needed} members`}
      </small>
    )}
  </p>
);

function Code({ data: { code, state } }: { data: Data }) {
  if (!code)
    return (
      <p className="room-code">
        {state === 'over'
          ? 'The meeting is over. Thank you for coming.'
          : 'Doors open three hours before it begins.'}
      </p>
    );
  return (
    <section className="room-code" aria-label="Check in">
      <strong>I am here</strong>
      <Squares of={code.squares} label={`QR code: check in with ${spaced(code.text)}`} />
      <span className="letters">{spaced(code.text)}</span>
      <small>{code.url.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, '')}</small>
    </section>
  );
}

function Now({ data: { items, itemId, itemAt, state } }: { data: Data }) {
  const item = items.find((i) => i.id === itemId);
  if (!item)
    return (
      <p className="room-now">
        {state === 'planned' ? 'We begin soon.' : state === 'over' ? 'Good night.' : 'A pause.'}
      </p>
    );
  return (
    <section className="room-now" aria-label="Now">
      <span>Now</span>
      <strong>{item.title}</strong>
      <Left item={item} since={itemAt} />
    </section>
  );
}

function Agenda({ data: { items, itemId } }: { data: Data }) {
  const at = items.findIndex((i) => i.id === itemId);
  return (
    <section aria-labelledby="room-agenda">
      <h2 id="room-agenda">Agenda</h2>
      <ol>
        {items.map((item, n) => (
          <li
            key={item.id}
            aria-current={item.id === itemId ? 'step' : undefined}
            className={n < at || (item.spentS > 0 && item.id !== itemId) ? 'done' : undefined}
          >
            <span>
              {item.id === itemId ? '→ ' : item.spentS > 0 ? '✓ ' : ''}
              {item.title}
            </span>
            <span>{item.minutes} min</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Open({ data: { actions } }: { data: Data }) {
  if (actions.length === 0) return null;
  return (
    <section aria-labelledby="open">
      <h2 id="open">Who takes this on? Check in, then choose it on your phone.</h2>
      <ul>
        {actions.slice(0, 6).map((a) => (
          <li key={a.id}>
            {a.taken ? '✓ ' : '○ '}
            {a.words} <small>{a.taken ? (a.owner ?? 'taken') : 'open'}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
