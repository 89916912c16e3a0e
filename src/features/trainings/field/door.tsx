import { useEffect, useRef, useState } from 'preact/hooks';
import { Actions, Back, Button, Title } from '../../../field/kit.tsx';
import { Scan } from '../../../field/scan/scan.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { useApp } from '../../../field/store.ts';
import { act, draft, dropDraft, keepDraft } from '../../../field/sync.ts';
import { time } from '../../../field/words.ts';
import type { RosterLine } from '../contract.ts';
import { readCode } from '../rules/attendance.ts';
import { Credit } from './credit.tsx';
import { type Roster, saidAt, withUnsent } from './door-list.ts';
import { startOf, w } from './sessions-words.ts';
import { WalkIn } from './walk-in.tsx';

/** At the door of a session: scan or find somebody, see who is there; all of it also without a connection. */
export function Door({ at }: { at: string }) {
  const id = at.slice('door-'.length);
  const app = useApp();
  const [roster, keep] = useState<Roster | null>(null);
  const [scanning, scan] = useState(false);
  const [said, say] = useState('');
  const [sought, seek] = useState('');
  const [trouble, tell] = useState('');
  const [crediting, credit] = useState<RosterLine | null>(null);
  const name = `door ${id}`;
  /** Whom this phone has checked in, until the server says who was first. */
  const tapped = useRef(new Set<string>());
  const look = async (): Promise<Roster | null> => {
    try {
      const now = await call<Roster>(`trainings/sessions/${id}/roster`);
      keep(now);
      for (const line of now.items)
        if (line.cameAt && tapped.current.delete(line.personId) && line.cameBy !== app.session?.callSign)
          say(saidAt(line));
      // Names stay on this phone for as long as there is something to do with them.
      await (now.session.state === 'planned' ? keepDraft(name, now) : dropDraft(name));
      return now;
    } catch {
      return null;
    }
  };
  useEffect(() => {
    void draft<Roster>(name).then((known) => known && keep((now) => now ?? known));
  }, [name]);
  const unsent = app.items.filter((item) => item.assignment === `trainings/${id}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when something was sent, or the connection is back
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), 10_000);
    return () => clearInterval(timer);
  }, [app.online, unsent.length, id]);
  if (!roster)
    return (
      <>
        <Back />
        <Title>{w('doorTitle')}</Title>
        <p class="notice" role="status">
          {app.online ? '…' : w('notKept')}
        </p>
      </>
    );
  const { session } = roster;
  if (crediting)
    return (
      <Credit
        session={session}
        line={crediting}
        onClose={(done) => {
          credit(null);
          if (done) say(done);
        }}
      />
    );
  const lines = withUnsent(roster.items, unsent);
  const checkIn = (line: RosterLine) => {
    say(saidAt(line));
    if (line.cameAt) return;
    tapped.current.add(line.personId);
    void act(`trainings/${id}`, { kind: 'door-in', personId: line.personId });
  };
  const read = async (text: string) => {
    const code = readCode(text);
    const there = (items: RosterLine[]) => items.find((line) => code !== null && line.code === code);
    // Who registered since this list was read is found in the next.
    const line = there(lines) ?? there((await look())?.items ?? []);
    if (line) checkIn(line);
    else say(w('unknown'));
  };
  const close = () =>
    call(`trainings/sessions/${id}/close`, {}).then(
      () => void look(),
      (error) => tell((error instanceof CallFailed && error.message) || w('failed')),
    );
  const wanted = sought.trim().toLowerCase();
  const found = lines.filter(
    (line) => wanted === '' || `${line.name} ${line.callSign}`.toLowerCase().includes(wanted),
  );
  const isOpen = session.state === 'planned';
  return (
    <>
      <Back />
      <Title>{w(`course.${session.course}`)}</Title>
      <p>
        {startOf(session)}
        <br />
        <strong>
          {w('count', {
            there: lines.filter((line) => line.cameAt).length,
            seats: lines.filter((line) => line.state === 'confirmed').length,
          })}
        </strong>
      </p>
      {!isOpen && <p class="notice">{w('closed')}</p>}
      <p role="status" class={said ? 'notice said' : 'sr'}>
        {said}
      </p>
      {isOpen && (
        <>
          {scanning && <Scan onRead={(text) => void read(text)} />}
          <Button look={scanning ? 'plain' : 'main'} onClick={() => scan(!scanning)}>
            {w(scanning ? 'scanEnd' : 'scan')}
          </Button>
          <label class="text">
            <span>{w('find')}</span>
            <small>{w('findHint')}</small>
            <input value={sought} onInput={(event) => seek(event.currentTarget.value)} autoComplete="off" />
          </label>
        </>
      )}
      <ul class="list verbs">
        {found.map((line) => (
          <Line
            key={line.personId}
            {...{ line, isOpen, id }}
            checkIn={() => checkIn(line)}
            onCredit={
              session.can.includes('credit') && !line.isNew && line.personId !== app.session?.personId
                ? () => credit(line)
                : null
            }
          />
        ))}
      </ul>
      {isOpen && <WalkIn id={id} onAdded={(called) => say(w('isIn', { name: called }))} />}
      {isOpen && Date.parse(session.startsAt) < Date.now() && (
        <details>
          <summary>{w('close')}</summary>
          <p class="soft">{w(unsent.length > 0 ? 'unsent' : 'closeHint')}</p>
          {trouble && (
            <p class="notice" role="alert">
              {trouble}
            </p>
          )}
          <Actions>
            <Button look="danger" settle disabled={unsent.length > 0 || !app.online} onClick={close}>
              {w('close')}
            </Button>
          </Actions>
        </details>
      )}
    </>
  );
}

interface LineProps {
  line: ReturnType<typeof withUnsent>[number];
  isOpen: boolean;
  checkIn: () => void;
  onCredit: (() => void) | null;
  id: string;
}

function Line({ line, isOpen, checkIn, onCredit, id }: LineProps) {
  const { name, callSign, cameAt, cameBy, leftAt, state, needs, isUnsent, personId } = line;
  const since = !cameAt
    ? null
    : isUnsent
      ? w('kept', { time: time(cameAt) })
      : cameBy
        ? w('sinceBy', { time: time(cameAt), by: cameBy })
        : w('since', { time: time(cameAt) });
  return (
    <li>
      <span>
        <strong>{name}</strong>
        {name !== callSign && <small>{callSign}</small>}
        {state === 'waiting' && !cameAt && <small>{w('waits')}</small>}
        {since && <small>✓ {since}</small>}
        {leftAt && <small>{w('left', { time: time(leftAt) })}</small>}
        {needs.length > 0 && <small>▲ {needs.map((one) => w(`access.${one}`)).join(', ')}</small>}
      </span>
      <span class="acts">
        {isOpen && !cameAt && <Button onClick={checkIn}>{w('checkIn')}</Button>}
        {isOpen && cameAt && !leftAt && !line.isNew && (
          <Button look="quiet" onClick={() => void act(`trainings/${id}`, { kind: 'door-out', personId })}>
            {w('leaves')}
          </Button>
        )}
        {onCredit && (
          <Button look="quiet" onClick={onCredit}>
            {w('credit')} <span class="sr">{name}</span>
          </Button>
        )}
      </span>
    </li>
  );
}
