import { useEffect, useState } from 'preact/hooks';
import { Drawn } from '../../../field/drawn.tsx';
import { Actions, Back, Button, Fact, Facts, goTo, Text, Title } from '../../../field/kit.tsx';
import { Scan } from '../../../field/scan/scan.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { now, useApp } from '../../../field/store.ts';
import { draft, keepDraft } from '../../../field/sync.ts';
import { language, t, time } from '../../../field/words.ts';
import { languageTag } from '../../../platform/i18n/lang.ts';
import type { OwnAction, OwnMeeting } from '../contract.ts';
import { spaced } from '../rules/codes.ts';
import { opensAt } from '../rules/state.ts';
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
      async (read) => {
        keep(read);
        setFresh(true);
        await keepDraft('meetings', { person, mine: read });
      },
      () => setFresh(false),
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what this phone kept is read once
  useEffect(() => {
    void draft<{ person: string; mine: Mine }>('meetings').then(
      (kept) => kept?.person === person && keep((read) => read ?? kept!.mine),
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
      {mine && mine.actions.length > 0 && <Mine actions={mine.actions} send={send} />}
      {!mine && fresh && <p class="soft">{t('loading')}</p>}
      {mine?.items.length === 0 && <p>{w('none')}</p>}
      {mine?.items.map((meeting) => (
        <One key={meeting.id} meeting={meeting} send={send} />
      ))}
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
  const { id, details, startsAt, coming, access, arrivedAt, code, full, isKeeper, calendar } = meeting;
  const areDoorsOpen = now() >= opensAt(new Date(startsAt)).getTime();
  const answer = (comes: boolean, needs: string) =>
    send(`me/meetings/${id}/answer`, { coming: comes, access: needs });
  return (
    <section class="one" aria-labelledby={`m-${id}`}>
      <h2 id={`m-${id}`}>{details.title}</h2>
      <p>
        {startOf(meeting)}
        <br />
        {details.place || w('isOnline')}
      </p>
      {details.about && <p class="soft">{details.about}</p>}
      <About meeting={meeting} />
      {arrivedAt && <p class="notice">✓ {w('here', { time: time(arrivedAt) })}</p>}
      {!arrivedAt && coming !== null && <p class="notice">{w(coming ? 'coming' : 'notComing')}</p>}
      {!arrivedAt && coming && code && <Code code={code} />}
      {!arrivedAt && coming && <Needs said={access} keep={(needs) => answer(true, needs)} />}
      {!coming && full && <p class="notice">{w('full')}</p>}
      <Actions>
        {coming && details.link && (
          <a class="button plain" href={details.link} target="_blank" rel="noreferrer">
            {w('online')}
          </a>
        )}
        {!coming && !full && <Button onClick={() => void answer(true, access)}>{w('come')}</Button>}
        {isKeeper && areDoorsOpen && <Button onClick={() => goTo(`meetings-door-${id}`)}>{w('door')}</Button>}
        {calendar && (
          <a class="button quiet" href={`/${language()}${calendar}`}>
            {w('calendar')}
          </a>
        )}
        {coming && !arrivedAt && (
          <Button look="quiet" onClick={() => void answer(false, access)}>
            {w('cannot')}
          </Button>
        )}
      </Actions>
      {!arrivedAt && areDoorsOpen && <SelfCheckIn send={send} />}
    </section>
  );
}

/** What decides whether one can take part, a tap away. */
function About({ meeting: { details, languages, interpreted } }: { meeting: OwnMeeting }) {
  const names = new Intl.DisplayNames(languageTag(language()), { type: 'language' });
  const listed = (codes: string[]) => codes.map((tag) => names.of(tag)).join(', ');
  return (
    <details>
      <summary>{w('about')}</summary>
      <Facts>
        <Fact name={w('languages')}>
          {listed(languages)}
          {interpreted.length > 0 && `; ${w('interpreted', { languages: listed(interpreted) })}`}
        </Fact>
        {details.access && <Fact name={w('access')}>{details.access}</Fact>}
        {details.handouts.length > 0 && (
          <Fact name={w('handouts')}>
            {details.handouts.map(({ title, url }) => (
              <div key={title}>
                {url ? (
                  <a href={url} target="_blank" rel="noreferrer">
                    {title}
                  </a>
                ) : (
                  title
                )}
              </div>
            ))}
          </Fact>
        )}
      </Facts>
    </details>
  );
}

/** What somebody needs to take part; asked once they said that they come. */
function Needs({ said, keep }: { said: string; keep: (needs: string) => Promise<void> }) {
  const [needs, need] = useState(said);
  return (
    <details>
      <summary>{said ? w('needed', { needs: said }) : w('needs')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void keep(needs);
        }}
      >
        <Text label={w('needs')} hint={w('needsHint')} value={needs} onInput={need} rows={2} max={500} />
        <Button submit disabled={needs === said}>
          {w('needsKeep')}
        </Button>
      </form>
    </details>
  );
}

/** What a door reads: squares, and the same as letters. */
function Code({ code }: { code: string }) {
  const label = w('code', { code: spaced(code) });
  return (
    <>
      <Drawn text={`${location.origin}/m/${code}`} label={label} />
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
