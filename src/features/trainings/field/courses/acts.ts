import { useEffect, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import { CallFailed, call, type Refusal } from '../../../../field/send.ts';
import { now, state, useApp } from '../../../../field/store.ts';
import { draft, dropDraft, keepDraft } from '../../../../field/sync.ts';
import { language } from '../../../../field/words.ts';
import type { Card, CheckList, CourseText, OwnCourse, Quiz } from '../../contract.ts';

/** What the server said last, kept on this phone for when there is no connection. */
export interface Kept<T> {
  person: string;
  lang: string;
  at: string;
  data: T;
}

/** Something of the server's that is kept under a name, and whether it is fresh. Asked again when the connection is back. */
function useKept<T>(name: string, path: string): { kept: Kept<T> | null; fresh: boolean; look: () => void } {
  const app = useApp();
  const [kept, keep] = useState<Kept<T> | null>(null);
  const [fresh, setFresh] = useState(false);
  const lang = language();
  const look = () => {
    call<T>(path).then(
      (data) => {
        const answer = {
          ...{ person: state().session?.personId ?? '', lang, data },
          at: new Date(now()).toISOString(),
        };
        keep(answer);
        setFresh(true);
        void keepDraft(name, answer);
      },
      () => setFresh(false),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew with another language or connection
  useEffect(() => {
    void draft<Kept<T>>(name).then((known) => {
      if (known && known.person === state().session?.personId) keep((have) => have ?? known);
    });
    look();
  }, [path, app.online]);
  return { kept, fresh, look };
}

export const useCourses = () => useKept<{ items: OwnCourse[] }>('courses', `me/courses?lang=${language()}`);

export const useCourse = (id: string) =>
  useKept<CourseText>(`course ${id} ${language()}`, `courses/${id}?lang=${language()}`);

export const useCards = () => useKept<{ items: Card[] }>('cards', 'me/cards');

export const useCheckList = () => useKept<CheckList>('card check', 'cards/check-list');

const waiting = 'modules read';

/** Modules that were read without a connection, as "course module". */
export const unsent = async (): Promise<string[]> => (await draft<string[]>(waiting)) ?? [];

/** Says that a module was read; kept for later where there is no connection. Null: kept. */
export async function finish(course: string, module: string): Promise<{ certified: boolean } | null> {
  try {
    return await call<{ certified: boolean }>(`me/courses/${course}/modules`, { module });
  } catch (error) {
    if (!(error instanceof CallFailed) || error.refusal.status !== 0) throw error;
    await keepDraft(waiting, [...new Set([...(await unsent()), `${course} ${module}`])]);
    return null;
  }
}

/** Sends what was read without a connection; what the server refuses is let go of. */
export async function sendRead(): Promise<boolean> {
  const all = await unsent();
  for (const [i, one] of all.entries()) {
    const [course, module] = one.split(' ');
    try {
      await call(`me/courses/${course}/modules`, { module });
    } catch (error) {
      if (error instanceof CallFailed && (error.refusal.status === 0 || error.refusal.status >= 500)) {
        await keepDraft(waiting, all.slice(i));
        return false;
      }
    }
  }
  if (all.length > 0) await keepDraft(waiting, []);
  return (await sendRehearsal()) || all.length > 0;
}

const rehearsal = 'rehearsal done';

/** Says that a rehearsal was gone through; kept for later where there is no connection. Null: kept. */
export async function finishRehearsal(steps: string[]): Promise<{ certified: boolean } | null> {
  try {
    return await call<{ certified: boolean }>('me/courses/observer/rehearsal', { steps });
  } catch (error) {
    if (!(error instanceof CallFailed) || error.refusal.status !== 0) throw error;
    await keepDraft(rehearsal, steps);
    return null;
  }
}

async function sendRehearsal(): Promise<boolean> {
  const steps = await draft<string[]>(rehearsal);
  if (!steps) return false;
  await dropDraft(rehearsal);
  return finishRehearsal(steps).then(
    (done) => done !== null,
    () => false,
  );
}

export const drawQuiz = (course: string): Promise<Quiz> =>
  call<Quiz>(`me/courses/${course}/quizzes`, { id: v7(), lang: language() });

export const answerQuiz = (id: string, answers: number[]): Promise<Quiz> =>
  call<Quiz>(`me/quizzes/${id}/answers`, { answers, lang: language() });

export const refusalOf = (error: unknown): Refusal => {
  if (!(error instanceof CallFailed)) throw error;
  return error.refusal;
};
