import { useEffect, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { Back, Button, Choice, Title } from '../../../field/kit.tsx';
import { Scan } from '../../../field/scan/scan.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { now, useApp } from '../../../field/store.ts';
import { act, draft, dropDraft, keepDraft } from '../../../field/sync.ts';
import { time } from '../../../field/words.ts';
import type { Guest } from '../contract.ts';
import { readCode } from '../rules/codes.ts';
import { type List, nameOf, type Shown, saidOf, withUnsent } from './door-list.ts';
import { Hat } from './hat.tsx';
import { SignUp } from './sign-up.tsx';
import { w } from './words.ts';

interface Answer {
  result: 'here' | 'already';
  guest: Guest;
}

const most = 30;

/** One of several doors of a meeting: scan, find, sign up; all of it also without a connection. */
export function MeetingDoor({ id }: { id: string }) {
  const app = useApp();
  const [list, keep] = useState<List | null>(null);
  const [door, setDoor] = useState(() => Number(sessionStorage.getItem('door')) || 1);
  const [scanning, scan] = useState(false);
  const [last, tell] = useState({ words: '', waits: false });
  const say = (words: string) => tell({ words, waits: false });
  const [sought, seek] = useState('');
  const name = `meeting ${id}`;
  const look = () =>
    call<List>(`meetings/${id}/guests`).then(
      async (fresh) => {
        keep(fresh);
        // Names stay on this phone for as long as the doors are open.
        await (fresh.open ? keepDraft(name, fresh) : dropDraft(name));
      },
      () => {},
    );
  useEffect(() => {
    void draft<List>(name).then((known) => known && keep((list) => list ?? known));
  }, [name]);
  const unsent = app.items.filter((item) => item.assignment === `meetings/${id}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when something was sent, or the connection is back
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), 10_000);
    return () => clearInterval(timer);
  }, [app.online, unsent.length, id]);
  if (!list)
    return (
      <>
        <Back />
        <Title>{w('doorTitle')}</Title>
        <p role="status">{app.online ? '…' : w('notKept')}</p>
      </>
    );
  const lines = withUnsent(list.items, unsent);
  /** At once where there is a line; kept and sent later where there is none. */
  const enter = async (by: { code: string } | { guestId: string }, known?: Guest) => {
    const way = 'code' in by ? 'scan' : 'list';
    try {
      const at = new Date(now()).toISOString();
      const body = { id: v7(), at, door, way, ...by };
      const { result, guest } = await call<Answer>(`doors/meetings/${id}/in`, body);
      say(saidOf(guest, result === 'here'));
      await look();
    } catch (error) {
      const status = error instanceof CallFailed ? error.refusal.status : 0;
      if (error instanceof CallFailed && status >= 400 && status < 500 && status !== 429)
        return say(status === 404 || status === 409 ? w('nobody') : error.message);
      await act(`meetings/${id}`, { kind: 'door-in', door, ...by });
      const name = known ? nameOf(known) : 'code' in by ? by.code : '';
      tell({ words: w('kept', { name }), waits: true });
    }
  };
  const read = (text: string) => {
    const code = readCode(text);
    if (code?.kind === 'guest') void enter({ code: code.code });
    else say(w('nobody'));
  };
  // That it is kept is true for as long as it is.
  const said = last.waits && unsent.length === 0 ? '' : last.words;
  const wanted = sought.trim().toLowerCase();
  const found = lines.filter((g) => wanted === '' || nameOf(g).toLowerCase().includes(wanted));
  const choose = (n: number) => {
    sessionStorage.setItem('door', String(n));
    setDoor(n);
  };
  return (
    <>
      <Back />
      <Title>{list.title}</Title>
      <p>
        <strong>{w('count', { there: lines.filter((g) => g.arrivedAt).length, all: lines.length })}</strong>
      </p>
      <p role="status" class={said ? 'notice said' : 'sr'}>
        {said}
      </p>
      {!list.open && <p class="notice">{w('closed')}</p>}
      {list.open && (
        <>
          {list.doors > 1 && (
            <Choice
              row
              name="door"
              legend={w('doorAt')}
              options={Array.from({ length: list.doors }, (_, n) => ({ value: n + 1, label: String(n + 1) }))}
              value={door}
              onChoose={choose}
            />
          )}
          {scanning && <Scan onRead={read} hint={w('scanHint')} />}
          <Button look={scanning ? 'plain' : 'main'} onClick={() => scan(!scanning)}>
            {w(scanning ? 'scanEnd' : 'scan')}
          </Button>
          <label class="text">
            <span>{w('find')}</span>
            <input value={sought} onInput={(e) => seek(e.currentTarget.value)} autoComplete="off" />
          </label>
        </>
      )}
      <ul class="list verbs">
        {found.slice(0, most).map((guest) => (
          <Line
            key={guest.id}
            guest={guest}
            onEnter={list.open ? () => void enter({ guestId: guest.id }, guest) : null}
          />
        ))}
      </ul>
      {found.length > most && <p class="soft">{w('more', { n: found.length - most })}</p>}
      {list.open && <SignUp id={id} door={door} onAdded={(called) => say(w('isIn', { name: called }))} />}
      <Hat id={id} />
    </>
  );
}

const Line = ({ guest, onEnter }: { guest: Shown; onEnter: (() => void) | null }) => (
  <li>
    <span>
      <strong>{nameOf(guest)}</strong>
      {!guest.isMember && <small>{w('guest')}</small>}
      {guest.arrivedAt && (
        <small>
          ✓ {time(guest.arrivedAt)}
          {guest.door !== null && `, ${w('doorN', { n: guest.door })}`}
          {guest.isUnsent && `, ${w('notSent')}`}
        </small>
      )}
      {guest.access && <small>▲ {guest.access}</small>}
    </span>
    {onEnter && !guest.arrivedAt && <Button onClick={onEnter}>{w('isHere')}</Button>}
  </li>
);
