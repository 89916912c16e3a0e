import { ApiProblem } from './api.ts';
import { connection } from './connection.ts';
import { atTime } from './now.ts';
import { store } from './store.ts';

export interface Notice {
  id: number;
  tone: 'plain' | 'trouble';
  text: string;
  /** Second, softer line. */
  more?: string;
  /** Gone as soon as the connection is back. */
  whileLost?: boolean;
  action?: { word: string; keyHint?: string; run: () => void };
}

export const notices = store<Notice[]>([]);

let last = 0;
const plainMs = 9_000;

/** Says something at the foot of the desk. Plain notices go by themselves, trouble stays until it is read. */
export function notify(notice: { tone?: Notice['tone'] } & Omit<Notice, 'id' | 'tone'>): number {
  const id = ++last;
  notices.set([...notices.get().slice(-2), { tone: 'plain', ...notice, id }]);
  if (notice.tone !== 'trouble') setTimeout(() => dismiss(id), plainMs);
  return id;
}

export const dismiss = (id: number) => notices.set(notices.get().filter((notice) => notice.id !== id));

connection.watch(() => {
  if (connection.get() === 'online') notices.set(notices.get().filter(({ whileLost }) => !whileLost));
});

/** What happened, what was kept, what to do; with who and when if somebody else was first. */
export function sayProblem(error: unknown) {
  const problem = error instanceof ApiProblem ? error : null;
  // The sign-in that comes up says it.
  if (problem?.status === 401) return;
  const { who, at } = (problem?.facts ?? {}) as { who?: string; at?: string };
  const first = who && at ? ` ${who}, ${atTime(at)}.` : '';
  notify({
    tone: 'trouble',
    whileLost: problem?.unreachable,
    text: `${problem?.message ?? 'Something went wrong on this screen.'}${first}`,
    more: [problem?.kept, problem?.next].filter(Boolean).join(' ') || undefined,
  });
}
