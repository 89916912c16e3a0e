import { v7 } from 'uuid';
import type { Session } from '../features/accounts/contract.ts';
import type { Field, FieldAssignment } from '../features/callouts/contract.ts';
import type { PublicKeys } from '../features/keys/rules/sealer.ts';
import type { Misfit, Roll } from '../features/keys/rules.ts';
import { askForKeys, checkKeys, withWordsSealed } from './keys.ts';
import { type Act, drain, type Item, isPicture, isStep } from './outbox.ts';
import { alone, CallFailed, call, send } from './send.ts';
import { openPhone, type Phone } from './shelf.ts';
import { change, now, replaceAssignment, state } from './store.ts';
import { tellTimesIn } from './words.ts';

let phone: Phone;
/** Counts what the server has taken, so that an answer asked for earlier is not shown after it. */
let taken = 0;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const others = new BroadcastChannel('porchlight-field');

const lookEveryMs = 30_000;

/** Shows what the phone kept; the network is asked afterwards. */
export async function wake(): Promise<void> {
  phone = await openPhone();
  const [session, field, clockOffset, misfit] = await Promise.all([
    phone.kept<Session>('session'),
    phone.kept<Field>('field'),
    phone.kept<number>('clockOffset'),
    phone.kept<Misfit>('misfit'),
  ]);
  change({
    session: session ?? null,
    field: field ?? null,
    clockOffset: clockOffset ?? 0,
    misfit: misfit ?? null,
    lasting: phone.lasting,
  });
  if (session) tellTimesIn(session.network.timeZone);
  await readShelf();
  others.onmessage = ({ data }) => void (data === 'sent' ? sentElsewhere() : readShelf().then(refresh));
}

/**
 * The service worker or another window has sent what waited here. It is shown as done until the server's own word is
 * here: without either, the screen would fall back to what was before, and a stand-down sound again.
 */
async function sentElsewhere(): Promise<void> {
  taken++;
  if (await refresh()) await readShelf();
}

async function readShelf(): Promise<void> {
  const person = state().session?.personId;
  const [items, entries] = await Promise.all([phone.items(), phone.entries()]);
  change({ items: items.filter((item) => item.person === person), entries });
}

/** Keeps an act and sends it as soon as it can be. Resolves when it is safe on the phone. */
export async function act(assignment: string, what: Act, at = new Date(now()).toISOString()): Promise<void> {
  const id = v7();
  const item: Item = { id, person: state().session?.personId ?? '', assignment, at, act: what };
  await phone.put(await withWordsSealed(phone, item));
  await readShelf();
  others.postMessage('kept');
  void askForBackgroundSync();
  void sync();
}

async function askForBackgroundSync(): Promise<void> {
  const registration = (await navigator.serviceWorker?.ready) as {
    sync?: { register(tag: string): Promise<void> };
  };
  await registration?.sync?.register('outbox').catch(() => {});
}

/** Sends what waits, then asks for the state of things. Tries again by itself, later and later, up to a minute. */
export async function sync(): Promise<void> {
  clearTimeout(timer);
  void checkKeys(phone).then((free) => (free ? sync() : undefined));
  const waiting = state().items.length > 0 ? await sendAll() : false;
  const reached = await refresh();
  // What another sender took while the server could not be asked is let go of now.
  if (reached) await readShelf();
  failures = reached && !waiting ? 0 : failures + 1;
  const again = waiting || !reached ? Math.min(60_000, 1000 * 2 ** failures) : lookEveryMs;
  clearTimeout(timer);
  // Out of sight it asks nothing, but what waits is still sent.
  timer = setTimeout(() => void ((waiting || !document.hidden) && sync()), again);
}

/** True while something stays unsent. */
async function sendAll(): Promise<boolean> {
  const steps = await sendLane('steps', isStep);
  if (state().items.some(isPicture)) void sendLane('pictures', isPicture).then(refresh);
  return steps === 'waiting';
}

async function sendLane(name: string, lane: (item: Item) => boolean) {
  change({ sending: state().sending + 1 });
  const sendOne = async (item: Item) => {
    const result = await send(await withWordsSealed(phone, item));
    if (result.kind === 'done' && result.done?.assignment) await take(result.done.assignment);
    change({ online: result.kind !== 'away' });
    if (result.kind === 'signed-out') signedOut();
    taken++;
    return result;
  };
  const person = state().session?.personId ?? '';
  const result = await alone(name, async () => {
    // Where the list does not get through, each is sent by itself, and told what is in its way.
    if (state().items.filter((item) => item.act.kind === 'door-in').length > 1)
      await import('./door-queue.ts').then((m) => m.sendDoors({ ...phone, settle }, person)).catch(() => {});
    return drain({ ...phone, settle }, person, lane, sendOne);
  });
  change({ sending: state().sending - 1 });
  others.postMessage('sent');
  return result;
}

/** What the server says of an act is kept like what it says when asked. */
async function take(assignment: FieldAssignment): Promise<void> {
  replaceAssignment(assignment);
  await phone.keep('field', state().field);
}

const settle: Phone['settle'] = async (entry) => {
  await phone.settle(entry);
  await readShelf();
};

/** Asks the server how things stand. False when it could not be reached. */
export async function refresh(): Promise<boolean> {
  if (state().session?.signedIn === false) return true;
  const before = taken;
  try {
    const field = await call<Field>('field');
    if (before !== taken) return refresh();
    const clockOffset = Date.parse(field.now) - Date.now();
    change({ field, clockOffset, online: true });
    await Promise.all([phone.keep('field', field), phone.keep('clockOffset', clockOffset)]);
    return true;
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { status } = error.refusal;
    if (status === 401) signedOut();
    change({ online: status !== 0 });
    return status !== 0 && status < 500;
  }
}

function signedOut(): void {
  const { session } = state();
  if (session) change({ session: { ...session, signedIn: false } });
}

/** Takes up a session: after signing in, and at each start. */
export async function enter(session: Session): Promise<void> {
  const before = state().session;
  if (session.signedIn && before?.personId !== session.personId) {
    await phone.forget('field');
    change({ field: null });
  }
  // Signed out, the phone remembers whose unsent acts it holds.
  const kept = session.signedIn ? session : { ...session, personId: before?.personId ?? null };
  change({ session: kept });
  tellTimesIn(session.network.timeZone);
  await phone.keep('session', kept);
  await readShelf();
  followEvents();
  await sync();
}

/** Who am I? Asked at the start; without an answer the phone goes on with what it kept. */
export async function findSession(): Promise<void> {
  try {
    await enter(await call<Session>('session'));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    change({ online: error.refusal.status !== 0 });
    await sync();
  }
}

/** Ends the session and deletes all that this phone kept. */
export async function leave(): Promise<void> {
  await call('sessions/end', { face: 'field' }).catch(() => {});
  await phone.clear();
  location.replace('/field/');
}

/** The refusal has been read. */
export async function dismiss(id: string): Promise<void> {
  const entry = state().entries.find((e) => e.id === id);
  if (entry) await phone.mark({ ...entry, seen: true });
  await readShelf();
}

/** What this phone seals to; nothing until it has keys that it believes. */
export const ringKeys = () => phone.kept<PublicKeys>('rings');

/** A draft on this phone, until it is sent. */
export const draft = <T>(name: string) => phone.kept<T>(`draft ${name}`);
export const keepDraft = (name: string, value: unknown) => phone.keep(`draft ${name}`, value);
export const dropDraft = (name: string) => phone.forget(`draft ${name}`);

/** Looks again whenever something may have changed: connection back, app looked at, an event of the network. */
export function stayCurrent(): void {
  addEventListener('online', () => void sync());
  addEventListener('offline', () => change({ online: false }));
  document.addEventListener('visibilitychange', () => document.hidden || void sync());
  setInterval(followEvents, 3000);
}

let events: EventSource | undefined;
let wanted: ReturnType<typeof setTimeout> | undefined;

/** Keeps a stream open while signed in; each event, and each new connection, has the app look again. */
function followEvents(): void {
  if (!state().session?.signedIn) {
    events?.close();
    events = undefined;
    return;
  }
  if (events && events.readyState !== EventSource.CLOSED) return;
  events = new EventSource('/api/v1/events?face=field');
  events.onopen = events.onmessage = () => {
    clearTimeout(wanted);
    wanted = setTimeout(() => void refresh(), 150);
  };
}

/** A list of keys that was begun anew, if that is why the keys do not fit; `follow` once its words were heard. */
export async function listAnew(): Promise<{ words: string[]; follow(): Promise<void> } | null> {
  const kept = (await phone.kept<Roll | null>('roll')) ?? null;
  const [given, { anew }] = await Promise.all([askForKeys(0), import('./trust.ts')]);
  const found = await anew(kept, given);
  if (!found) return null;
  const follow = () => phone.keep('roll', found.roll).then(sync);
  return { words: found.words, follow };
}
