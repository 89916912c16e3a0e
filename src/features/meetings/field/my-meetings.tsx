import { useEffect, useState } from 'preact/hooks';
import { Actions, Back, Button, goTo, Text, Title } from '../../../field/kit.tsx';
import { Scan } from '../../../field/scan/scan.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { Squares } from '../../../field/squares.tsx';
import { useApp } from '../../../field/store.ts';
import { draft, keepDraft } from '../../../field/sync.ts';
import { language, time } from '../../../field/words.ts';
import type { OwnAction, OwnMeeting } from '../contract.ts';
import { spaced } from '../rules/codes.ts';
import { dayOf, startOf, w } from './words.ts';

interface Mine {
  items: OwnMeeting[];
  actions: OwnAction[];
  minutes: { id: string; title: string; startsAt: string }[];
}

/** Meetings to come to, what I took upon myself, and minutes to read. */
export function MyMeetings() {
  const app = useApp();
  const [mine, keep] = useState<Mine | null>(null);
  const [trouble, tell] = useState('');
  const [fresh, setFresh] = useState(true);
  const person = app.session?.personId;
  const look = () =>
    call<Mine>('me/meetings').then(
      async (now) => {
        keep(now);
        setFresh(true);
        await keepDraft('meetings', { person, mine: now });
      },
      () => setFresh(false),
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what this phone kept is read once
  useEffect(() => {
    void draft<{ person: string; mine: Mine }>('meetings').then(
      (kept) => kept?.person === person && keep((now) => now ?? kept!.mine),
    );
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when the connection is back
  useEffect(() => {
    void look();
  }, [app.online]);
  const send = async (path: string, body: object) => {
    tell('');
    try {
      await call(path, body);
    } catch (error) {
      tell((error instanceof CallFailed && error.message) || w('failed'));
    }
    await look();
  };
  return (
    <>
      <Back />
      <Title>{w('title')}</Title>
      {!fresh && <p class="notice">{w('away')}</p>}
      {trouble && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      {mine?.items.length === 0 && <p>{w('none')}</p>}
      {mine?.items.map((meeting) => (
        <One key={meeting.id} meeting={meeting} send={send} />
      ))}
      {mine && mine.actions.length > 0 && <Mine actions={mine.actions} send={send} />}
      {mine && mine.minutes.length > 0 && (
        <section aria-labelledby="minutes">
          <h2 id="minutes">{w('minutesTitle')}</h2>
          <Actions>
            {mine.minutes.map(({ id, title, startsAt }) => (
              <Button key={id} onClick={() => goTo(`meetings-minutes-${id}`)}>
                {title}, {startOf({ startsAt })}
              </Button>
            ))}
          </Actions>
        </section>
      )}
    </>
  );
}

type Send = (path: string, body: object) => Promise<void>;

function One({ meeting, send }: { meeting: OwnMeeting; send: Send }) {
  const { id, details, coming, arrivedAt, code, full, isKeeper, calendar } = meeting;
  const [asking, ask] = useState(false);
  const [access, need] = useState(meeting.access);
  const answer = (comes: boolean) => {
    ask(false);
    void send(`me/meetings/${id}/answer`, { coming: comes, access });
  };
  return (
    <section aria-labelledby={`m-${id}`}>
      <h2 id={`m-${id}`}>{details.title}</h2>
      <p>
        {startOf(meeting)}
        <br />
        {details.place}
      </p>
      {details.about && <p class="soft">{details.about}</p>}
      {arrivedAt && <p class="notice">{w('here', { time: time(arrivedAt) })}</p>}
      {!arrivedAt && coming !== null && <p>{w(coming ? 'coming' : 'notComing')}</p>}
      {!arrivedAt && coming && code && <Code code={code} qr={meeting.qr} />}
      {!coming && full && <p>{w('full')}</p>}
      {asking && <Text label={w('needs')} value={access} onInput={need} rows={2} max={500} />}
      <Actions>
        {!coming && !full && (
          <Button look={asking ? 'main' : 'plain'} onClick={() => (asking ? answer(true) : ask(true))}>
            {w('come')}
          </Button>
        )}
        {coming && !arrivedAt && (
          <Button look="quiet" onClick={() => answer(false)}>
            {w('cannot')}
          </Button>
        )}
        {coming && details.link && (
          <a class="button plain" href={details.link} target="_blank" rel="noreferrer">
            {w('online')}
          </a>
        )}
        {calendar && (
          <a class="button quiet" href={`/${language()}${calendar}`}>
            {w('calendar')}
          </a>
        )}
        {isKeeper && <Button onClick={() => goTo(`meetings-door-${id}`)}>{w('door')}</Button>}
      </Actions>
      {!arrivedAt && <SelfCheckIn send={send} />}
    </section>
  );
}

/** What a door reads: squares, and the same as letters. */
function Code({ code, qr }: { code: string; qr: OwnMeeting['qr'] }) {
  const label = w('code', { code: spaced(code) });
  return (
    <>
      {qr && <Squares of={qr} label={label} />}
      <p>
        <strong>{label}</strong>
      </p>
    </>
  );
}

/** "I am here", by the code on the screen of the room. */
function SelfCheckIn({ send }: { send: Send }) {
  const [open, set] = useState(false);
  return (
    <details onToggle={(event) => set(event.currentTarget.open)}>
      <summary>{w('selfTitle')}</summary>
      {open && (
        <Scan
          hint={w('selfHint')}
          onRead={(code) => void send('me/meetings/here', { code: code.slice(0, 300) })}
        />
      )}
    </details>
  );
}

const Mine = ({ actions, send }: { actions: OwnAction[]; send: Send }) => (
  <section aria-labelledby="mine">
    <h2 id="mine">{w('mineTitle')}</h2>
    {actions.map(({ id, words, dueOn }) => (
      <div key={id}>
        <p>
          {words} {dueOn && <span class="soft">{w('until', { day: dayOf(dueOn) })}</span>}
        </p>
        <Button onClick={() => void send(`me/meeting-actions/${id}/end`, {})}>{w('done')}</Button>
      </div>
    ))}
  </section>
);
