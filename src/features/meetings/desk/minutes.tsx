import { Link, useParams } from '@tanstack/react-router';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { approveMinutes, type Decision, type Meeting, readMeeting } from '../contract.ts';
import { dayWords, dollars, howDecided, spanOf, whereOf } from './words.ts';

/** The minutes for the printer: put together from what was typed while the meeting ran. */
export function Minutes() {
  const { id = '' } = useParams({ strict: false });
  const query = useCall(readMeeting, { params: { id } });
  return (
    <main className="screen page paper">
      <Loaded query={query} lines={8}>
        {(meeting) => (
          <>
            <Verbs meeting={meeting} />
            <Paper meeting={meeting} />
          </>
        )}
      </Loaded>
    </main>
  );
}

function Verbs({ meeting }: { meeting: Meeting }) {
  const act = useAct(approveMinutes, {
    stale: ['/api/v1/meetings'],
    done: () => 'Approved. Members can read them now.',
  });
  const isDraft = !meeting.approvedAt && meeting.state === 'over' && meeting.can.includes('plan');
  return (
    <div className="verbs no-print">
      <Link className="verb" to="/meetings/$id" params={{ id: meeting.id }}>
        Back to the meeting
      </Link>
      <VerbButton tone="main" onClick={() => window.print()}>
        Print
      </VerbButton>
      {isDraft && (
        <VerbButton
          tone="good"
          busy={act.busy}
          onClick={() => act.run({ params: { id: meeting.id }, body: {} })}
        >
          Approve
        </VerbButton>
      )}
    </div>
  );
}

function Paper({ meeting }: { meeting: Meeting }) {
  const { items, decisions, actions, came, membersCame, needed, hat } = meeting;
  const rest = decisions.filter((d) => !items.some((i) => i.id === d.itemId));
  return (
    <>
      <h1>Minutes: {meeting.title}</h1>
      <p>
        {spanOf(meeting)} · {whereOf(meeting)} ·{' '}
        {meeting.press === 'open' ? 'open to the press' : 'closed to the press: for members only'}
      </p>
      <p>
        {count(came, 'person was', 'people were')} there, {count(membersCame, 'active member')} among them.
        {needed !== null &&
          ` The quorum of ${needed} was ${membersCame >= needed ? 'reached' : 'not reached'}.`}
        {hat?.state === 'agreed' &&
          hat.cents !== null &&
          ` In the hat were ${dollars(hat.cents)}, counted by two.`}
      </p>
      <p className="marks">
        {meeting.approvedAt ? (
          <Mark tone="good">✓ approved{meeting.approvedBy && ` by ${meeting.approvedBy}`}</Mark>
        ) : (
          <Mark tone="needs">▲ draft</Mark>
        )}
      </p>
      {items.map((item, n) => (
        <section key={item.id}>
          <h2>
            {n + 1}. {item.title}
          </h2>
          {item.notes ? (
            <p className="meeting-notes">{item.notes}</p>
          ) : (
            <p className="soft">Nothing was noted.</p>
          )}
          <Decided decisions={decisions.filter((d) => d.itemId === item.id)} />
        </section>
      ))}
      {rest.length > 0 && (
        <section>
          <h2>Further decisions</h2>
          <Decided decisions={rest} />
        </section>
      )}
      <section>
        <h2>Who does what</h2>
        {actions.length === 0 && <p>Nothing was taken on.</p>}
        <ul className="meeting-list">
          {actions.map((a) => (
            <li key={a.id}>
              {a.words} <strong>{a.owner ?? (a.taken ? 'a guest without a name' : 'nobody yet')}</strong>
              {a.dueOn && `, until ${dayWords(a.dueOn)}`}
              {a.doneAt && ' ✓ done'}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

const Decided = ({ decisions }: { decisions: Decision[] }) =>
  decisions.length > 0 && (
    <ul className="meeting-list">
      {decisions.map((d) => (
        <li key={d.id}>
          <strong>Decided:</strong> {d.words} ({howDecided(d)})
        </li>
      ))}
    </ul>
  );
