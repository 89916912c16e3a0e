import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { hasRole, useSession } from '../../../desk/kit/session.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count, languageName } from '../../../desk/kit/words.ts';
import { cancelMeeting, type Meeting, readMeeting, runMeeting } from '../contract.ts';
import { Actions } from './actions.tsx';
import { Agenda } from './agenda.tsx';
import { BookTraining } from './book-training.tsx';
import { Decisions } from './decisions.tsx';
import { Doors } from './doors.tsx';
import { Hat } from './hat.tsx';
import { Helpers } from './helpers.tsx';
import { Marks } from './meetings.tsx';
import { MeetingsNav } from './nav.tsx';
import { PlanMeeting } from './plan-meeting.tsx';
import { PressAt } from './press.tsx';
import { Which } from './which.tsx';
import { spanOf, whereOf } from './words.ts';

/** One meeting: its plan before, the evening while it runs, the draft of its minutes after. */
export function MeetingPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useCall(readMeeting, { params: { id } }, { every: 30_000 });
  return (
    <main className="screen page">
      <MeetingsNav />
      <Loaded query={query} lines={8}>
        {(meeting) => <Whole meeting={meeting} key={meeting.id} />}
      </Loaded>
    </main>
  );
}

function Whole({ meeting }: { meeting: Meeting }) {
  const session = useSession();
  const can = (verb: Meeting['can'][number]) => meeting.can.includes(verb);
  const isWritten = can('run') && !meeting.approvedAt && meeting.state !== 'cancelled';
  return (
    <>
      <Head meeting={meeting} />
      <div className="page-columns">
        <div>
          <Agenda meeting={meeting} writes={isWritten} />
          <Decisions meeting={meeting} writes={isWritten} />
          <Actions meeting={meeting} writes={isWritten} runs={can('run')} />
        </div>
        <div>
          <Facts meeting={meeting} />
          {can('door') && meeting.state !== 'cancelled' && <Doors meeting={meeting} />}
          {meeting.hat && meeting.state !== 'planned' && <Hat meeting={meeting} hat={meeting.hat} />}
          <Helpers meeting={meeting} />
          {hasRole(session, 'coordinator', 'admin') && <PressAt meetingId={meeting.id} />}
        </div>
      </div>
    </>
  );
}

function Head({ meeting }: { meeting: Meeting }) {
  const [open, setOpen] = useState<'change' | 'cancel' | 'end' | 'book' | null>(null);
  const run = useAct(runMeeting, { stale: ['/api/v1/meetings'] });
  const to = (where: 'begin' | 'end') => run.run({ params: { id: meeting.id }, body: { to: where } });
  const { state } = meeting;
  const isLive = state === 'planned' || state === 'now';
  const can = (verb: Meeting['can'][number]) => meeting.can.includes(verb) && isLive;
  return (
    <header className="page-head">
      <h1>{meeting.title}</h1>
      <Marks meeting={meeting} />
      <div className="verbs">
        {can('run') && !meeting.beganAt && (
          <VerbButton tone="main" busy={run.busy} onClick={() => to('begin')}>
            Begin
          </VerbButton>
        )}
        {can('run') && meeting.beganAt && (
          <VerbButton onClick={() => setOpen('end')}>End the meeting…</VerbButton>
        )}
        {isLive && (
          <Link className="verb" to="/meetings/$id/screen" params={{ id: meeting.id }}>
            Screen for the room
          </Link>
        )}
        <Link className="verb" to="/meetings/$id/minutes" params={{ id: meeting.id }}>
          Minutes
        </Link>
        {can('plan') && meeting.came > 0 && (
          <VerbButton onClick={() => setOpen('book')}>Book a training…</VerbButton>
        )}
        {can('plan') && <VerbButton onClick={() => setOpen('change')}>Change…</VerbButton>}
        {can('plan') && (
          <VerbButton tone="quiet" onClick={() => setOpen('cancel')}>
            Call off…
          </VerbButton>
        )}
      </div>
      {open === 'change' && <PlanMeeting meeting={meeting} onClose={() => setOpen(null)} />}
      {open === 'book' && <BookTraining meeting={meeting} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CallOff meeting={meeting} onClose={() => setOpen(null)} />}
      {open === 'end' && (
        <Dialog title="End the meeting" onClose={() => setOpen(null)}>
          <div className="stack">
            <p>Nobody can check in after it. The minutes stay a draft until somebody approves them.</p>
            <div className="verbs">
              <VerbButton
                tone="main"
                first
                onClick={() => {
                  to('end');
                  setOpen(null);
                }}
              >
                End it
              </VerbButton>
            </div>
          </div>
        </Dialog>
      )}
    </header>
  );
}

function CallOff({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const [following, setFollowing] = useState(false);
  const act = useAct(cancelMeeting, {
    stale: ['/api/v1/meetings'],
    done: () =>
      following
        ? 'They are called off, and whoever said that they come is told once.'
        : 'It is called off, and whoever said that they come is told.',
    after: onClose,
  });
  return (
    <Dialog title="Call the meeting off" onClose={onClose}>
      <div className="stack">
        <p>
          {count(meeting.coming, 'person', 'people')} said that they come to this one. Who gave a way to be
          reached is told now, once. It cannot be taken back; plan a new one instead.
        </p>
        <Which meeting={meeting} following={following} onChange={setFollowing} />
        <div className="verbs">
          <VerbButton
            tone="danger"
            first
            busy={act.busy}
            onClick={() => act.run({ params: { id: meeting.id }, body: { following } })}
          >
            {following ? 'Call them off' : 'Call it off'}
          </VerbButton>
        </div>
      </div>
    </Dialog>
  );
}

function Facts({ meeting }: { meeting: Meeting }) {
  const { details, languages, interpreted, capacity, coming, came, membersCame, needed, url } = meeting;
  const rows: [string, string | null][] = [
    ['When', spanOf(meeting)],
    ['Where', whereOf(meeting)],
    ['Join at', details.link],
    ['Languages', languages.map(languageName).join(', ')],
    ['Interpreted', interpreted.map(languageName).join(', ')],
    ['Access', details.access],
    ['Will come', capacity ? `${coming} of ${capacity}` : String(coming)],
    ['Came', String(came)],
    [
      'Quorum',
      needed === null
        ? null
        : `${membersCame} of ${needed} members${membersCame >= needed ? ', reached' : ''}`,
    ],
    ['About', details.about],
  ];
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">The meeting</h2>
      <dl className="person-facts">
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        {url && (
          <div className="contents">
            <dt>Page</dt>
            <dd>
              <a href={url} target="_blank" rel="noreferrer">
                what anybody reads of it
              </a>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
