import type { SealedFile } from '../features/evidence/contract.ts';
import type { SealedInput } from '../platform/http/sealed.ts';
import type { Refusal, SendResult } from './send.ts';

export type Answers = Record<string, string | number | boolean>;
/** As it was typed, until it is kept to be sent: then it is sealed. */
export type Said = string | SealedInput;

/** Of a shift, whose id stands where that of an assignment does. */
export type ShiftAct = { kind: 'arrive' | 'leave' };

/** What only the door of a meeting says. */
interface AtMeeting {
  door: number;
  code: string;
  guestId: string;
  language: string;
  wants: string[];
}
/** At the door of a training or a meeting, whose path stands where the id of an assignment does: `trainings/<id>`. */
export type DoorAct = {
  kind: 'door-in' | 'door-out';
  personId?: string;
  name?: string;
  reach?: string;
} & Partial<AtMeeting>;
/** The conduct agreement, signed in this version; it belongs to no assignment. */
export interface Signing {
  kind: 'agreement';
  version: number;
}

/** A picture or video as it goes: original and copy as the server stores them, and what opens them sealed. */
export interface SealedPicture {
  kind: 'picture';
  file: Blob;
  copy: Blob | null;
  about: SealedFile;
}

/** What a person did, as the server takes it; `kind` is the last part of the path. */
export type Act =
  | { kind: 'answer'; says: 'yes' | 'no'; etaMinutes?: number; words?: Said; said?: SealedInput }
  | ShiftAct
  | DoorAct
  | Signing
  | { kind: 'conduct' | 'en-route' | 'on-scene' | 'check-in' | 'depart' | 'stand-down-ack' }
  | { kind: 'told-to-move'; order: Said; obeyed: boolean }
  | { kind: 'note'; words: Said }
  | {
      kind: 'finding';
      finding: 'confirmed' | 'nothing_there' | 'other_agency' | 'cannot_tell';
      words?: Said;
    }
  | { kind: 'need'; who: 'partner' | 'desk' }
  | { kind: 'emergency'; of: 'hurt' | 'arrested' }
  | { kind: 'debrief'; answers: Answers | SealedInput; said?: SealedInput }
  | { kind: 'picture'; file: Blob; name: string }
  | SealedPicture;

const elsewhere = new Set<string>(['arrive', 'leave', 'door-in', 'door-out', 'agreement']);
/** Whether it is about something else than an assignment. */
export const isElsewhere = (act: Act): act is ShiftAct | DoorAct | Signing => elsewhere.has(act.kind);

/** One act waiting to be sent. The same id sent twice is the same act. */
export interface Item {
  id: string;
  /** Whose act it is: another person on the same phone must not send it. */
  person: string;
  assignment: string;
  /** When it happened, by the server's clock as far as we know it. */
  at: string;
  act: Act;
}

/** What became of an act; kept without its words. */
export interface Entry {
  id: string;
  kind: Act['kind'];
  at: string;
  refused?: Refusal;
  seen?: boolean;
}

/** Where items and entries wait; IndexedDB on a phone. Items come back in the order they were put. */
export interface Shelf {
  items(): Promise<Item[]>;
  put(item: Item): Promise<void>;
  /** Takes the item away and keeps its entry, both or neither. */
  settle(entry: Entry): Promise<void>;
  entries(): Promise<Entry[]>;
  mark(entry: Entry): Promise<void>;
  clear(): Promise<void>;
}

const saidIn = (act: Act) =>
  'order' in act ? act.order : 'answers' in act ? act.answers : 'words' in act ? act.words : undefined;

/** Whether an act holds words as they were typed, or a picture as it was taken: they never leave the phone so. */
export function isUnsealed(act: Act): boolean {
  if (act.kind === 'picture') return !('about' in act);
  const said = saidIn(act);
  return said !== undefined && !(typeof said === 'object' && 'sealed' in said && 'keys' in said);
}

export type DrainResult = 'empty' | 'waiting' | 'signed-out';

/** Pictures travel by themselves: nobody's check-in waits for 25 MB. */
export const isPicture = (item: Item) => item.act.kind === 'picture';
export const isStep = (item: Item) => !isPicture(item);

/**
 * Sends what waits, in order within an assignment. What the server refuses leaves the queue and stays in the log;
 * what cannot be sent now stays, and holds back only its own assignment; what cannot be sealed yet stays and holds back
 * nothing. An emergency is tried whatever stays before it.
 */
export async function drain(
  shelf: Shelf,
  person: string,
  lane: (item: Item) => boolean,
  send: (item: Item) => Promise<SendResult>,
): Promise<DrainResult> {
  const held = new Set<string>();
  const tried = new Set<string>();
  for (;;) {
    const mine = (await shelf.items()).filter((item) => item.person === person && lane(item));
    const next = mine.find(
      ({ id, assignment, act }) => !tried.has(id) && (act.kind === 'emergency' || !held.has(assignment)),
    );
    if (!next) return mine.length === 0 ? 'empty' : 'waiting';
    tried.add(next.id);
    const result = await send(next);
    if (result.kind === 'signed-out') return 'signed-out';
    if (result.kind === 'away') return 'waiting';
    if (result.kind === 'unsealed') continue;
    if (result.kind === 'later') {
      held.add(next.assignment);
      continue;
    }
    const entry: Entry = { id: next.id, kind: next.act.kind, at: next.at };
    await shelf.settle(result.kind === 'refused' ? { ...entry, refused: result.problem } : entry);
  }
}
