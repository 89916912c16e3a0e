import type { checkInAll as atMeeting } from '../features/meetings/contract.ts';
import type { checkInAll as atTraining } from '../features/trainings/contract.ts';
import type { Answer } from '../platform/http/endpoint.ts';
import type { Item, Shelf } from './outbox.ts';
import { bodyOf, call } from './send.ts';

/** As many as the server takes in one request. */
const most = 200;

/** Whether it may go with others of the same door in one request. */
const isAtDoor = (person: string) => (item: Item) =>
  item.person === person && item.act.kind === 'door-in' && /^(trainings|meetings)\//.test(item.assignment);

/**
 * Sends whom this phone checked in at the door of a training or a meeting as a list: forty that waited for a connection are one request.
 * Each is settled by its own answer. Throws CallFailed where the server could not be asked; then all stays.
 */
export async function sendDoors(shelf: Pick<Shelf, 'items' | 'settle'>, person: string): Promise<void> {
  const waiting = (await shelf.items()).filter(isAtDoor(person));
  for (const assignment of new Set(waiting.map((item) => item.assignment))) {
    const list = waiting.filter((item) => item.assignment === assignment).slice(0, most);
    const { items } = await call<Answer<typeof atTraining | typeof atMeeting>>(`doors/${assignment}/list`, {
      items: list.map(bodyOf),
    });
    for (const [i, { problem }] of items.entries()) {
      const { id, at, act } = list[i]!;
      await shelf.settle({ id, kind: act.kind, at, ...(problem && { refused: problem }) });
    }
  }
}
