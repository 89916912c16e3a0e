import { describe, expect, it } from 'vitest';
import { leaveShift } from '../../src/features/shifts/index.ts';
import { plusMinutes } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/id.ts';
import { atWall, dayAt, dayPlus, minuteAt } from '../../src/platform/wall.ts';
import { hour, networkAtNight } from '../nights.ts';
import type { Neighbour } from '../village.ts';

const { net, sitter, dispatcher, coordinator, always, sits, comes, standsBy, work } = await networkAtNight();

/** Each page of these nights is one that the reckoning below names; the clocks go forward in the second. */
describe('four nights over a change of the clocks', () => {
  it('page whom they should when they should, and nobody else', async () => {
    const zone = net.network.timeZone;
    const begun = atWall('2027-03-11', 12 * hour, zone);
    net.clock.advance((begun.getTime() - net.clock.now().getTime()) / 60_000);
    const nights = Array.from({ length: 4 }, (_, n) => {
      const day = dayPlus('2027-03-12', n);
      const [from, to] = [atWall(day, 22 * hour, zone), atWall(dayPlus(day, 1), 6 * hour, zone)];
      return { day, from, to, slot: newId(), fate: n, seats: [] as [Neighbour, string][] };
    });
    for (const night of nights)
      night.seats.push([sitter, await sits(sitter, night.from, night.to, night.slot)]);
    /** What happens in the hour that begins now: at first one has a buddy, one never, one soon, one has company soon. */
    const act = async (night: (typeof nights)[number], today: string, minute: number) => {
      const isDay = night.day === today;
      const [, shift] = night.seats[0]!;
      if (isDay && night.fate === 0 && minute === 0) await standsBy(shift);
      if (isDay && night.fate === 2 && minute === 9 * hour) await standsBy(shift);
      if (isDay && night.fate === 3 && minute === 13 * hour)
        night.seats.push([dispatcher, await sits(dispatcher, night.from, night.to, night.slot)]);
      const now = net.clock.now().getTime();
      for (const [who, id] of night.seats) {
        if (now === night.from.getTime()) await comes(who, id);
        if (now === night.to.getTime())
          await net.tx((ctx) => leaveShift(ctx, id, null), net.actor([], who.id));
      }
    };
    while (net.clock.now() < plusMinutes(nights.at(-1)!.to, hour)) {
      const [today, minute] = [dayAt(net.clock.now(), zone), minuteAt(net.clock.now(), zone)];
      for (const night of nights) await act(night, today, minute);
      await work();
      net.clock.advance(hour);
    }
    const byDay = ['8 sitter', '12 coordinator', '16 always'];
    const urgently = ['18 sitter', '19 coordinator', '20 always', '21 sitter', '22 coordinator', '23 always'];
    const expected = nights.flatMap(({ day, fate }) => {
      const pages = [[], [...byDay, ...urgently], byDay.slice(0, 1), byDay.slice(0, 2)][fate]!;
      return pages.map((page) => `${day} ${page}`);
    });
    const names = new Map(
      Object.entries({ sitter, coordinator, always }).map(([name, { id }]) => [id, name]),
    );
    const pages = await net.tx((ctx) =>
      ctx.tx
        .selectFrom('escalation_pages')
        .select(['at', 'person_id'])
        .where('network_id', '=', ctx.network.id)
        .where('at', '>=', begun)
        .execute(),
    );
    expect(
      pages
        .map(
          ({ at, person_id }) =>
            `${dayAt(at, zone)} ${minuteAt(at, zone) / hour} ${names.get(person_id) ?? 'another'}`,
        )
        .sort(),
    ).toEqual(expected.sort());
  });
});
