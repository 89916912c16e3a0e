import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count, languageName } from '../../../desk/kit/words.ts';
import { listMeetings, type MeetingLine } from '../contract.ts';
import { MeetingsNav } from './nav.tsx';
import { PlanMeeting } from './plan-meeting.tsx';
import { spanOf, whereOf } from './words.ts';

/** Meetings to come. */
export function Meetings() {
  const query = useCall(listMeetings, { query: {} }, { every: 60_000 });
  const [planning, plan] = useState(false);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Meetings</h1>
        <MeetingsNav />
        {query.data?.can.includes('plan') && (
          <VerbButton tone="main" onClick={() => plan(true)}>
            Plan a meeting…
          </VerbButton>
        )}
      </header>
      <p className="lead">
        Anybody finds the public ones at <a href="/meetings">/meetings</a> and says there that they come;
        members do so in the field app. Who gave a number is reminded a day and two hours before.
      </p>
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No meeting is planned">
              Plan the next one. A series of a year is made in one go.
            </Empty>
          ) : (
            <List items={items} />
          )
        }
      </Loaded>
      {planning && <PlanMeeting onClose={() => plan(false)} />}
    </main>
  );
}

/** Meetings that are over, with their minutes. */
export function PastMeetings() {
  const query = useCall(listMeetings, { query: { past: '1' } });
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Meetings that are over</h1>
        <MeetingsNav />
      </header>
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? <Empty title="No meeting is over yet" /> : <List items={items} />
        }
      </Loaded>
    </main>
  );
}

const List = ({ items }: { items: MeetingLine[] }) => (
  <ul className="plain-list">
    {items.map((meeting) => (
      <One key={meeting.id} meeting={meeting} />
    ))}
  </ul>
);

export const Marks = ({ meeting }: { meeting: MeetingLine }) => (
  <p className="marks">
    {meeting.state === 'now' && <Mark tone="good">● under way</Mark>}
    {meeting.state === 'cancelled' && <Mark tone="danger">✕ called off</Mark>}
    <Mark>{meeting.audience === 'public' ? 'public' : 'members only'}</Mark>
    <Mark>{meeting.press === 'open' ? 'press may come' : 'closed to the press'}</Mark>
    {meeting.minutes === 'draft' && meeting.state === 'over' && (
      <Mark tone="needs">▲ minutes are a draft</Mark>
    )}
    {meeting.minutes === 'approved' && <Mark tone="good">✓ minutes approved</Mark>}
  </p>
);

function One({ meeting }: { meeting: MeetingLine }) {
  const chapterName = useChapterName();
  const { id, title, chapterId, capacity, coming, came, state, languages } = meeting;
  const come = capacity
    ? `${coming} of ${capacity} places are taken`
    : `${count(coming, 'person', 'people')} will come`;
  return (
    <li className="switch-card">
      <h2>
        <Link to="/meetings/$id" params={{ id }}>
          {title}
        </Link>
      </h2>
      <Marks meeting={meeting} />
      <p>
        {spanOf(meeting)} · {whereOf(meeting)}
      </p>
      <p className="soft">
        {chapterId ? chapterName(chapterId) : 'The whole network'} · {languages.map(languageName).join(', ')}{' '}
        · {state === 'over' || state === 'now' ? `${count(came, 'person', 'people')} came` : come}
      </p>
    </li>
  );
}
