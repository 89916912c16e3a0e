import type { Item } from '../../../field/outbox.ts';
import { time } from '../../../field/words.ts';
import type { RosterLine, Session } from '../contract.ts';
import { w } from './sessions-words.ts';

export interface Roster {
  session: Session;
  items: RosterLine[];
}

export type ShownLine = RosterLine & {
  /** Checked in on this phone, and the server does not know it yet. */
  isUnsent: boolean;
  /** Walked in: the server has not said yet who that is. */
  isNew: boolean;
};

const unknown = {
  ...{ registrationId: null, callSign: '', state: null, language: null, needs: [], code: null },
  ...{ cameBy: null, cameAct: null, leftAt: null },
};

/** The list with what this phone has done and not sent. */
export function withUnsent(items: readonly RosterLine[], unsent: readonly Item[]): ShownLine[] {
  const lines = items.map((line): ShownLine => ({ ...line, isUnsent: false, isNew: false }));
  for (const { id, at, act } of unsent) {
    const line = 'personId' in act ? lines.find((one) => one.personId === act.personId) : undefined;
    if (act.kind === 'door-out') {
      if (line) line.leftAt ??= at;
    } else if (act.kind === 'door-in' && line && !line.cameAt) {
      Object.assign(line, { cameAt: at, isUnsent: true });
    } else if (act.kind === 'door-in' && act.name) {
      lines.push({ ...unknown, personId: id, name: act.name, cameAt: at, isUnsent: true, isNew: true });
    }
  }
  return lines;
}

/** What a door-keeper hears of whoever they check in: in now, or in already, since when and by whom. */
export const saidAt = ({ name, cameAt, cameBy }: RosterLine): string =>
  cameAt ? w('already', { name, time: time(cameAt), by: cameBy ?? w('someone') }) : w('isIn', { name });
