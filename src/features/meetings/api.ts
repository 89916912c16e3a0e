import { plusMinutes } from '../../platform/clock.ts';
import type { Ctx } from '../../platform/context.ts';
import type { Call } from '../../platform/http/call.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { Problem } from '../../platform/problem.ts';
import { atWall } from '../../platform/wall.ts';
import { callSigns } from '../people/index.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';
import { isOpen } from './rules.ts';
import type { GuestRow } from './store.ts';

/** Whoever is at a door reads a name or a call sign and what somebody needs; no way to reach them. */
async function presentGuests(ctx: Ctx, guests: GuestRow[]): Promise<c.Guest[]> {
  const names = await callSigns(
    ctx,
    guests.flatMap((g) => g.personId ?? []),
  );
  return guests.map((g) => ({
    ...{ id: g.id, name: (g.personId && names.get(g.personId)) || g.name, isMember: g.personId !== null },
    reachable: g.personId !== null || g.contact !== null,
    ...{ access: g.access, arrivedAt: g.arrivedAt?.toISOString() ?? null, door: g.door },
  }));
}

const presentGuest = async (ctx: Ctx, guest: GuestRow) => (await presentGuests(ctx, [guest]))[0]!;

/** An act on a meeting is answered by the meeting as it is after it. */
const thenRead = (call: Call, id: string, act: (ctx: Ctx) => Promise<unknown>): Promise<c.Meeting> =>
  call.tx(async (ctx) => {
    await act(ctx);
    return commands.readMeeting(ctx, id, call.services.config.url);
  });

const acts: Route[] = [
  serveCall(c.readMeeting, (call, { params }) => thenRead(call, params.id, async () => {})),
  serveCall(c.saveMeeting, (call, { params: { id }, body }) => {
    const { day, startMinute, lengthMinutes, ...plan } = body;
    const startsAt = atWall(day, startMinute, call.network.timeZone);
    const times = { startsAt, endsAt: plusMinutes(startsAt, lengthMinutes) };
    return thenRead(call, id, (ctx) => commands.saveMeeting(ctx, { ...plan, ...times, id }));
  }),
  serveCall(c.cancelMeeting, (call, { params: { id }, body }) =>
    thenRead(call, id, (ctx) => commands.cancelMeeting(ctx, id, body)),
  ),
  serveCall(c.setHelper, (call, { params: { id }, body }) =>
    thenRead(call, id, (ctx) => commands.setHelper(ctx, id, body.personId, body.helps)),
  ),
  serveCall(c.runMeeting, (call, { params: { id }, body }) =>
    thenRead(call, id, (ctx) => commands.runMeeting(ctx, id, body)),
  ),
  serveCall(c.writeNotes, (call, { params: { id, of }, body }) =>
    thenRead(call, id, (ctx) => commands.writeNotes(ctx, id, of, body.notes)),
  ),
  serveCall(c.saveDecision, (call, { params: { id, of }, body }) =>
    thenRead(call, id, (ctx) => commands.saveDecision(ctx, id, { ...body, id: of })),
  ),
  serveCall(c.saveAction, (call, { params: { id, of }, body }) =>
    thenRead(call, id, (ctx) => commands.saveAction(ctx, id, { ...body, id: of })),
  ),
  serveCall(c.dropLine, (call, { params: { id, of } }) =>
    thenRead(call, id, (ctx) => commands.dropLine(ctx, id, of)),
  ),
  serveCall(c.finishAction, (call, { params: { id, of }, body }) =>
    thenRead(call, id, (ctx) => commands.finishAction(ctx, id, of, body.done)),
  ),
  serveCall(c.approveMinutes, (call, { params: { id } }) =>
    thenRead(call, id, (ctx) => commands.approveMinutes(ctx, id)),
  ),
];

const atDoors: Route[] = [
  serve(c.listGuests, async (ctx, { params }) => {
    const { meeting, guests } = await commands.guestsOf(ctx, params.id);
    const { details, doors } = meeting;
    const items = await presentGuests(ctx, guests);
    return { title: details.title, doors, open: isOpen(meeting, ctx.now), items };
  }),
  serve(c.checkIn, async (ctx, { params, body }) => {
    const done = await commands.checkIn(ctx, params.id, body);
    return { ...done, guest: await presentGuest(ctx, done.guest) };
  }),
  serve(c.checkInAll, async (ctx, { params, body }) => {
    const said = await commands.checkInAll(ctx, params.id, body.items);
    const guests = await presentGuests(
      ctx,
      said.flatMap((one) => (one instanceof Problem ? [] : [one.guest])),
    );
    const shown = new Map(guests.map((guest) => [guest.id, guest]));
    return {
      items: said.map((one, i) => {
        const { id } = body.items[i]!;
        if (!(one instanceof Problem))
          return { id, checkedIn: { ...one, guest: shown.get(one.guest.id)! }, problem: null };
        const { status, title, detail, next } = one;
        return { id, checkedIn: null, problem: { status, title, detail, ...(next && { next }) } };
      }),
    };
  }),
  serve(c.readHat, (ctx, { params }) => commands.readHat(ctx, params.id)),
  serve(c.countHat, (ctx, { params, body }) => commands.countHat(ctx, params.id, body)),
];

const training: Route[] = [
  serve(c.listTrainings, async (ctx, { params }) => ({
    items: await commands.listTrainings(ctx, params.id),
  })),
  serve(c.bookTraining, async (ctx, { params, body }) => ({
    items: await commands.bookTraining(ctx, params.id, { ...body, sessionId: params.of }),
  })),
];

const own: Route[] = [
  serve(c.listMine, (ctx) => commands.listMine(ctx)),
  serve(c.answerMine, (ctx, { params, body }) => commands.answerMine(ctx, params.id, body)),
  serve(c.checkMeIn, (ctx, { body }) => commands.checkMeIn(ctx, body.code)),
  serve(c.finishMine, (ctx, { params }) => commands.finishMine(ctx, params.id)),
  serve(c.readMinutes, (ctx, { params }) => commands.readMinutes(ctx, params.id)),
];

export const routes: Route[] = [
  serve(c.listMeetings, (ctx, { query }) => commands.listMeetings(ctx, query.past === '1')),
  ...acts,
  ...atDoors,
  ...own,
  ...training,
  serveCall(c.readScreen, ({ tx, services }, { params }) =>
    tx((ctx) => commands.readScreen(ctx, params.id, services.config.url)),
  ),
  serve(c.listEnquiries, async (ctx, { query }) => ({
    items: await commands.enquiries(ctx, query.meeting ?? null),
  })),
  serve(c.saveEnquiry, (ctx, { params, body }) => commands.saveEnquiry(ctx, { ...body, id: params.id })),
];
