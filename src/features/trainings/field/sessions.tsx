import { useEffect, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Actions, Back, Button, goTo, Title } from '../../../field/kit.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { announce, now, state, useApp } from '../../../field/store.ts';
import { draft, keepDraft } from '../../../field/sync.ts';
import { language, time } from '../../../field/words.ts';
import type { Access, OwnDoor, OwnSession } from '../contract.ts';
import { Code } from './code.tsx';
import { ACCESS, startOf, w } from './sessions-words.ts';

/** A door is what matters now from so long before it opens. */
const doorSoonMs = 12 * 3_600_000;

interface Kept {
  person: string;
  at: string;
  items: OwnSession[];
  doors: OwnDoor[];
}

const mine = (kept: Kept | undefined) => (kept && kept.person === state().session?.personId ? kept : null);

/** Sessions of trainings: those at whose door I stand, my own, those to come. */
export function Sessions() {
  const app = useApp();
  const [kept, keep] = useState<Kept | null>(null);
  const [isFresh, setFresh] = useState(false);
  const [trouble, tell] = useState('');
  const [asking, ask] = useState<OwnSession | null>(null);
  const look = async () => {
    try {
      const data = await call<Pick<Kept, 'items' | 'doors'>>('me/trainings');
      const read = { ...data, person: state().session?.personId ?? '', at: new Date().toISOString() };
      keep(read);
      setFresh(true);
      await keepDraft('trainings', read);
    } catch {
      setFresh(false);
    }
  };
  useEffect(() => {
    void draft<Kept>('trainings').then((known) => keep((read) => read ?? mine(known)));
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when the connection comes back
  useEffect(() => {
    void look();
  }, [app.online]);
  const act = async (path: string, body: object) => {
    tell('');
    try {
      await call(path, body);
      announce(w('done'));
      ask(null);
    } catch (error) {
      tell((error instanceof CallFailed && error.message) || w('failed'));
    }
    await look();
  };
  if (asking) return <Needs session={asking} trouble={trouble} onClose={() => ask(null)} act={act} />;
  const own = kept?.items.filter((s) => s.state !== null && s.state !== 'cancelled') ?? [];
  const open = kept?.items.filter((s) => (s.state === null || s.state === 'cancelled') && !s.isOff) ?? [];
  // What is still needed first, else by time as it came.
  const ahead = open.toSorted((a, b) => Number(b.isMakeUp) - Number(a.isMakeUp));
  return (
    <>
      <Back />
      <Title>{w('title')}</Title>
      {trouble && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      {!isFresh && (
        <p class="notice" role="status">
          {kept ? w('asOf', { time: time(kept.at) }) : app.online ? '…' : w('failed')}
        </p>
      )}
      {kept && kept.doors.length > 0 && (
        <section class="shifts">
          <h2>{w('doors')}</h2>
          {kept.doors.map((door) => (
            <article class="notice" key={door.id}>
              <p>
                <strong>{w(`course.${door.course}`)}</strong>
                <br />
                {startOf(door)}
                {door.place && (
                  <>
                    <br />
                    <span class="soft">{door.place}</span>
                  </>
                )}
              </p>
              <Button
                look={Date.parse(door.startsAt) - now() < doorSoonMs ? 'main' : 'plain'}
                onClick={() => goTo(`door-${door.id}`)}
              >
                {w('door')}
              </Button>
            </article>
          ))}
        </section>
      )}
      {own.length > 0 && (
        <section class="shifts">
          <h2>{w('mine')}</h2>
          {own.map((session) => (
            <Mine key={session.id} session={session} can={isFresh} act={act} />
          ))}
        </section>
      )}
      <section class="shifts">
        <h2>{w('open')}</h2>
        {kept && ahead.length === 0 && <p class="soft">{w('none')}</p>}
        {ahead.map((session) => (
          <article class="notice" key={session.id}>
            <What session={session} />
            <Button disabled={!isFresh} onClick={() => ask(session)}>
              {w(session.isFull ? 'wait' : 'register')}
            </Button>
          </article>
        ))}
      </section>
    </>
  );
}

function What({ session }: { session: OwnSession }) {
  const { course, form, place, chapter, isFull, isMakeUp, access } = session;
  const names = access.map((one) => w(`access.${one}`));
  return (
    <p>
      <strong>{w(`course.${course}`)}</strong>
      <br />
      {startOf(session)}
      <br />
      <span class="soft">
        {form === 'online' ? w('online') : [place, chapter].filter(Boolean).join(', ')}
        {isFull && ` · ${w('full')}`}
      </span>
      {names.length > 0 && (
        <>
          <br />
          <span class="soft">{names.join(', ')}</span>
        </>
      )}
      {isMakeUp && (
        <>
          <br />▲ {w('makeUp')}
        </>
      )}
    </p>
  );
}

interface Acting {
  act: (path: string, body: object) => Promise<void>;
}

function Mine({ session, can, act }: Acting & { session: OwnSession; can: boolean }) {
  const [shown, show] = useState(false);
  const { id, state: standing, isOff, code, link, page } = session;
  const hasCode = code !== null;
  return (
    <article class="notice">
      <What session={{ ...session, isFull: false, isMakeUp: false }} />
      <p>
        <strong>{w(isOff ? 'off' : standing!)}</strong>
        {hasCode && (
          <>
            <br />
            <span translate={false}>{w('code', { code: `${code.slice(0, 4)} ${code.slice(4)}` })}</span>
          </>
        )}
      </p>
      {shown && hasCode && <Code code={code} />}
      <Actions>
        {hasCode && !shown && <Button onClick={() => show(true)}>{w('showCode')}</Button>}
        {link && (
          <a class="button main" href={link} target="_blank" rel="noreferrer">
            {w('join')}
          </a>
        )}
        {page && (
          <a
            class="button plain"
            href={`/${language()}/trainings/mine/${page}`}
            target="_blank"
            rel="noreferrer"
          >
            {w('page')}
          </a>
        )}
        {!isOff && (
          <Button look="quiet" disabled={!can} onClick={() => void act(`me/trainings/${id}/cancel`, {})}>
            {w(standing === 'waiting' ? 'leave' : 'cancel')}
          </Button>
        )}
      </Actions>
    </article>
  );
}

function Needs({
  session,
  trouble,
  onClose,
  act,
}: Acting & { session: OwnSession; trouble: string; onClose: () => void }) {
  const [needs, set] = useState<Access[]>([]);
  const [id] = useState(() => v7());
  return (
    <>
      <Button look="quiet" onClick={onClose}>
        ‹ {w('title')}
      </Button>
      <Title>{w(`course.${session.course}`)}</Title>
      <What session={session} />
      {trouble && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      <fieldset>
        <legend>{w('needs')}</legend>
        <small>{w('needsHint')}</small>
        {ACCESS.map((one) => (
          <label class="option" key={one}>
            <input
              type="checkbox"
              checked={needs.includes(one)}
              onChange={(event) =>
                set(event.currentTarget.checked ? [...needs, one] : needs.filter((other) => other !== one))
              }
            />
            <span>{w(`access.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <Actions>
        <Button
          look="main"
          onClick={() => void act(`me/trainings/${session.id}/registration`, { id, needs })}
        >
          {w(session.isFull ? 'wait' : 'register')}
        </Button>
      </Actions>
    </>
  );
}
