import { v7 } from 'uuid';
import { CallFailed, call, type Refusal } from '../../../field/send.ts';
import { announce, state } from '../../../field/store.ts';
import { draft, keepDraft } from '../../../field/sync.ts';
import { language } from '../../../field/words.ts';
import type { MyShifts, OwnRequest } from '../contract.ts';
import { w } from './words.ts';

/** What the server said last, kept on this phone for when there is no connection. */
export interface Kept {
  person: string;
  at: string;
  data: MyShifts;
}

/** As this phone knows it; null where it knows nothing of this person. */
export async function remembered(): Promise<Kept | null> {
  const kept = await draft<Kept>('shifts');
  return kept && kept.person === state().session?.personId ? kept : null;
}

/** Asks the server and remembers the answer. Throws CallFailed. */
export async function ask(): Promise<Kept> {
  const data = await call<MyShifts>(`me/shifts?lang=${language()}`);
  const person = state().session?.personId ?? '';
  const kept = { person, at: new Date().toISOString(), data };
  await keepDraft('shifts', kept);
  return kept;
}

/** Sends an act; says what came of it. The refusal where there is one. */
export async function send(path: string, body: object): Promise<Refusal | null> {
  try {
    const { state } = await call<{ state?: OwnRequest['state'] }>(path, { lang: language(), ...body });
    announce(w(`done.${state ?? 'done'}`));
    return null;
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    return error.refusal;
  }
}

export const newId = (): string => v7();
