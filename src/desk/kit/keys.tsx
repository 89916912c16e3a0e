import { useEffect, useRef } from 'react';
import { store, useStore } from './store.ts';

/** A verb that a key and the palette know. */
export interface Verb {
  /** As typed: `c`, `/`, `?`, `Enter`, `ArrowLeft`, `Control+k`. None: only in the palette. */
  key?: string;
  word: string;
  run: () => void;
  /** Not listed, like the arrow twins of J and K. */
  hidden?: boolean;
}

interface Scope {
  name: string;
  verbs: Verb[];
}

const scopes = store<Scope[]>([]);
export const useScopes = () => useStore(scopes);

const offKey = 'desk.keys';
/** Single keys can be turned off (WCAG 2.1.4); the palette stays. */
export const keysOn = store(localStorage.getItem(offKey) !== 'off');
export function turnKeys(on: boolean) {
  localStorage.setItem(offKey, on ? 'on' : 'off');
  keysOn.set(on);
}

/** Offers verbs while the component is shown; the latest scope wins a key. */
export function useVerbs(name: string, verbs: Verb[]) {
  const scope = useRef<Scope>({ name, verbs });
  const signature = verbs.map(({ key, word }) => `${key}:${word}`).join('|');
  scope.current.verbs = verbs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is published again when its words change
  useEffect(() => {
    const mine = { name, verbs: [] as Verb[] };
    Object.defineProperty(mine, 'verbs', { get: () => scope.current.verbs });
    scopes.set([...scopes.get(), mine]);
    return () => scopes.set(scopes.get().filter((other) => other !== mine));
  }, [name, signature]);
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Seen before anyone acts on the key: the Escape that closes a dialog must not close what lies below it. */
let inDialog = false;
window.addEventListener(
  'keydown',
  () => {
    inDialog = document.querySelector('[role="dialog"]') !== null;
  },
  true,
);

/** Enter and Space belong to the button or link that has the focus. */
const ownKey = (event: KeyboardEvent) =>
  event.key === 'Enter' &&
  event.target instanceof HTMLElement &&
  event.target.closest('button, a, summary') !== null;

/** Out of a field that one types into, so that single keys work. */
function leaveField(field: HTMLElement) {
  field.blur();
  document.getElementById('screen')?.focus({ preventScroll: true });
}

function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey) return;
  if (event.key === 'Escape' && !inDialog && typing(event.target)) {
    leaveField(event.target as HTMLElement);
    return;
  }
  const control = event.ctrlKey || event.metaKey;
  const name = control
    ? `Control+${event.key.toLowerCase()}`
    : event.key.length === 1
      ? event.key.toLowerCase()
      : event.key;
  if (!control && (!keysOn.get() || typing(event.target) || inDialog || ownKey(event))) return;
  const verb = scopes
    .get()
    .toReversed()
    .flatMap((scope) => scope.verbs)
    .find(({ key }) => key === name);
  if (!verb) return;
  event.preventDefault();
  verb.run();
}
window.addEventListener('keydown', onKey);

const shown: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};
export const keyName = (key: string): string =>
  key.startsWith('Control+')
    ? `Ctrl ${keyName(key.slice('Control+'.length))}`
    : (shown[key] ?? (key.length === 1 ? key.toUpperCase() : key));

/** A key as it is shown on a button. */
export const KeyHint = ({ of }: { of: string }) => (
  <span className="key" aria-hidden="true">
    {keyName(of)}
  </span>
);
