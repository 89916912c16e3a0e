import { useEffect, useState } from 'preact/hooks';
import type { Session } from '../features/accounts/contract.ts';
import type { Field, FieldAssignment } from '../features/callouts/contract.ts';
import type { Misfit } from '../features/keys/rules.ts';
import type { Entry, Item } from './outbox.ts';

export interface Rehearsal {
  startedAt: string;
  items: Item[];
}

/** All that the screens show. */
export interface App {
  session: Session | null;
  /** As the server last said it; what waits to be sent is folded in by the screens. */
  field: Field | null;
  items: Item[];
  entries: Entry[];
  online: boolean;
  /** Lanes that are sending now. */
  sending: number;
  /** Why the keys that the server gives to seal to are not believed; what is written waits meanwhile. */
  misfit: Misfit | null;
  /** False where this phone forgets when the app is closed. */
  lasting: boolean;
  /** Server's clock minus this phone's, in milliseconds. */
  clockOffset: number;
  /** Cards put aside, as "card assignment". */
  aside: ReadonlySet<string>;
  rehearsal: Rehearsal | null;
  /** Left the network by this phone: whatever ends the session, they read what became of it. */
  left: boolean;
  /** Read out by screen readers. */
  said: string;
}

let app: App = {
  session: null,
  field: null,
  items: [],
  entries: [],
  online: navigator.onLine,
  sending: 0,
  misfit: null,
  lasting: true,
  clockOffset: 0,
  aside: new Set(JSON.parse(localStorage.getItem('aside') ?? '[]') as string[]),
  rehearsal: null,
  left: false,
  said: '',
};
const listeners = new Set<() => void>();

export const state = (): App => app;

export function change(part: Partial<App>): void {
  app = { ...app, ...part };
  for (const tell of listeners) tell();
}

/** Has screen readers say it. */
export const announce = (said: string) => change({ said });

/** Puts a card aside, by name and assignment, or takes it up again. */
export function putAside(card: string, assignment: string, aside = true): void {
  const name = `${card} ${assignment}`;
  const others = [...app.aside].filter((other) => other !== name);
  const names = aside ? [...others, name].slice(-20) : others;
  localStorage.setItem('aside', JSON.stringify(names));
  change({ aside: new Set(names) });
}

/** Puts one assignment in the place of its former self, which may have been history. */
export function replaceAssignment(assignment: FieldAssignment): void {
  const { field } = app;
  if (!field) return;
  const others = (list: FieldAssignment[]) => list.filter(({ id }) => id !== assignment.id);
  const assignments = [assignment, ...others(field.assignments)];
  change({ field: { ...field, assignments, history: others(field.history) } });
}

/** Milliseconds since 1970 by the server's clock, as far as it is known. */
export const now = (): number => Date.now() + app.clockOffset;

/** The state, drawn again whenever it changes. */
export function useApp(): App {
  const [, draw] = useState(0);
  useEffect(() => {
    const tell = () => draw((n) => n + 1);
    listeners.add(tell);
    return () => void listeners.delete(tell);
  }, []);
  return app;
}

/** The time, drawn again every second while the screen is looked at. */
export function useNow(): number {
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => document.hidden || draw((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return now();
}
