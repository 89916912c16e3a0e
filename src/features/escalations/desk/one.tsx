import { useParams } from '@tanstack/react-router';
import { Clock } from '../../../desk/kit/age.tsx';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useNow } from '../../../desk/kit/now.ts';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Escalation, type Page, readEscalation } from '../contract.ts';
import { TONES, useHave } from './line.tsx';
import { EscalationNav } from './nav.tsx';
import { about, MANNER_NAMES, nextText, STATE_NAMES } from './words.ts';

/** How one of them went: a picture of its time, and everyone who was paged. */
export function OnePage() {
  const { id } = useParams({ from: '/pages/$id' });
  const query = useCall(readEscalation, { params: { id } }, { every: 15_000 });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Who was paged</h1>
        <EscalationNav />
      </header>
      <Loaded query={query} lines={6}>
        {(escalation) => <History escalation={escalation} />}
      </Loaded>
    </main>
  );
}

function History({ escalation }: { escalation: Escalation & { pages: Page[] } }) {
  const now = useNow();
  const have = useHave();
  const { id, state, pages, ackedBy, ackedAt, endedAt, beganAt, can } = escalation;
  return (
    <>
      <p className="lead">
        <Mark tone={TONES[state].tone}>
          {TONES[state].sign} {STATE_NAMES[state]}
        </Mark>{' '}
        {about(escalation)}. {nextText(escalation, now)}.
      </p>
      {can.includes('acknowledge') && (
        <div className="verbs">
          <VerbButton tone="main" busy={have.busy} onClick={() => have.run({ params: { id } })}>
            I have it
          </VerbButton>
        </div>
      )}
      {pages.length === 0 ? (
        <Empty title="Nobody was paged">
          No step reached anybody: nobody is on shift, and nobody holds these roles.
        </Empty>
      ) : (
        <>
          <Picture escalation={escalation} until={endedAt ?? latest(now.toISOString(), pages.at(-1)!.at)} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <div className="table-scroll" tabIndex={0}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">What</th>
                  <th scope="col">Who</th>
                </tr>
              </thead>
              <tbody>
                <Row at={beganAt} what="It began to wait" who="" />
                {pages.map((page) => (
                  <Row
                    key={`${page.step} ${page.callSign}`}
                    at={page.at}
                    what={`Paged ${MANNER_NAMES[page.manner]}${page.told ? '' : ', with the message of another'}${page.declinedAt ? '; said that they cannot' : ''}`}
                    who={page.callSign}
                  />
                ))}
                {ackedAt && <Row at={ackedAt} what="Has it" who={ackedBy ?? ''} />}
                {endedAt && <Row at={endedAt} what="Done, or needed no more" who="" />}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

/** A clock of this machine may be behind the server’s. */
const latest = (a: string, b: string) => (a > b ? a : b);

const Row = ({ at, what, who }: { at: string; what: string; who: string }) => (
  <tr>
    <td>
      <Clock at={at} />
    </td>
    <td>{what}</td>
    <td>{who}</td>
  </tr>
);

const width = 720;
const rowHeight = 22;
const left = 150;

/** A line for each person, a mark for each page, and where somebody had it. */
function Picture({ escalation, until }: { escalation: Escalation & { pages: Page[] }; until: string }) {
  const { pages, beganAt, ackedAt } = escalation;
  const from = Date.parse(beganAt);
  const span = Math.max(60_000, Date.parse(until) - from);
  const at = (iso: string) => left + ((Date.parse(iso) - from) / span) * (width - left - 12);
  const people = [...new Set(pages.map((page) => page.callSign))];
  const height = people.length * rowHeight + 30;
  const minutes = Math.round(span / 60_000);
  return (
    <figure className="page-picture">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${pages.length} pages in ${minutes} minutes; the table below has each`}
      >
        {people.map((callSign, n) => {
          const y = n * rowHeight + 14;
          return (
            <g key={callSign}>
              <text x={left - 10} y={y + 4} textAnchor="end">
                {callSign}
              </text>
              <line x1={left} x2={width - 12} y1={y} y2={y} className="page-line" />
              {pages
                .filter((page) => page.callSign === callSign)
                .map((page) => (
                  <g key={page.step}>
                    <circle
                      cx={at(page.at)}
                      cy={y}
                      r={page.told ? 5 : 3}
                      className={page.told ? 'page-told' : 'page-more'}
                    />
                    {page.declinedAt && (
                      <path d={`M${at(page.declinedAt) - 4} ${y - 4}l8 8m0-8l-8 8`} className="page-no" />
                    )}
                  </g>
                ))}
            </g>
          );
        })}
        {ackedAt && (
          <g>
            <line x1={at(ackedAt)} x2={at(ackedAt)} y1={4} y2={height - 22} className="page-have" />
            <text x={Math.min(width - 60, at(ackedAt) + 4)} y={height - 24}>
              has it
            </text>
          </g>
        )}
        <text x={left} y={height - 4}>
          began
        </text>
        <text x={width - 12} y={height - 4} textAnchor="end">
          {minutes} min
        </text>
      </svg>
      <figcaption className="soft">
        A dot is a page: large with a message of its own, small where another told of it. A cross: “I cannot”.
      </figcaption>
    </figure>
  );
}
