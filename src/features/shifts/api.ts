import type { Call } from '../../platform/http/call.ts';
import { type Route, serve, serveCall } from '../../platform/http/route.ts';
import { Problem } from '../../platform/problem.ts';
import * as commands from './commands.ts';
import * as c from './contract.ts';

const present = (call: Call, feed: commands.Feed) => ({
  ...feed,
  at: feed.at.toISOString(),
  url: new URL(`/calendars/${feed.token}.ics`, call.services.config.url).href,
});

export const routes: Route[] = [
  serveCall(c.listCalendars, async (call) => ({
    items: (await call.tx(commands.listCalendars)).map((feed) => present(call, feed)),
  })),
  serveCall(c.addCalendar, async (call, { body }) =>
    present(call, await call.tx((ctx) => commands.addCalendar(ctx, body))),
  ),
  serve(c.endCalendar, async (ctx, { params }) => {
    await commands.endCalendar(ctx, params.id);
    return { id: params.id };
  }),
  serve(c.listShiftsNow, async (ctx) => ({
    items: (await commands.listNow(ctx)).map((s) => ({
      ...s,
      startsAt: s.startsAt.toISOString(),
      endsAt: s.endsAt.toISOString(),
      checkedInAt: s.checkedInAt?.toISOString() ?? null,
    })),
  })),
  serve(c.listLoans, async (ctx) => ({ items: await commands.listLoans(ctx) })),
  serve(c.askLoan, (ctx, { body }) => commands.askLoan(ctx, body)),
  serve(c.decideLoan, (ctx, { params, body }) => commands.decideLoan(ctx, params.id, body.agree)),
  serve(c.endLoan, (ctx, { params }) => commands.endLoan(ctx, params.id)),
  serve(c.listSurges, async (ctx) => ({ items: await commands.listSurges(ctx) })),
  serve(c.startSurge, (ctx, { body }) => commands.startSurge(ctx, body)),
  serve(c.endSurge, (ctx, { params }) => commands.endSurge(ctx, params.id)),
  serve(c.readPublished, (ctx) => commands.readPublished(ctx)),
  serve(c.publishHours, (ctx, { body }) => commands.publishHours(ctx, body.windows)),
  serve(c.readRamp, (ctx) => commands.readRamp(ctx)),
  serve(c.readShiftNotices, (ctx) => commands.readNotices(ctx)),
  serve(c.setShiftNotices, (ctx, { body }) => commands.setNotices(ctx, body)),
  serve(c.readRotaDigest, async (ctx) => {
    const { now, nextAt, next, short, shortHours } = await commands.readDigest(ctx);
    const pieces = (of: typeof now) => of.map(commands.presentPiece);
    return {
      ...{ now: pieces(now), next: pieces(next), short: pieces(short), shortHours },
      nextAt: nextAt?.toISOString() ?? null,
    };
  }),
  serve(c.readRota, (ctx, { query }) => commands.readRota(ctx, query.from, query.days)),
  serve(c.listPatterns, async (ctx) => ({ items: await commands.listPatterns(ctx) })),
  serve(c.addPattern, (ctx, { body: { id, ...pattern } }) => commands.addPattern(ctx, id, pattern)),
  serve(c.changePattern, (ctx, { params, body }) => commands.changePattern(ctx, params.id, body)),
  serve(c.endPattern, (ctx, { params, body }) => commands.endPattern(ctx, params.id, body.day)),
  serve(c.readRotaRules, (ctx) => commands.readRules(ctx)),
  serve(c.setRotaRules, (ctx, { body }) => commands.setRules(ctx, body)),
  serve(c.addSlot, (ctx, { body }) => commands.addSlot(ctx, body)),
  serve(c.changeSlot, (ctx, { params, body }) => commands.changeSlot(ctx, params.id, body)),
  serve(c.cancelSlot, (ctx, { params }) => commands.cancelSlot(ctx, params.id)),
  serve(c.addSeat, (ctx, { params, body }) => commands.addSeat(ctx, params.id, body)),
  serve(c.removeSeat, (ctx, { params }) => commands.removeSeat(ctx, params.id)),
  serve(c.askBuddy, (ctx, { params, body }) => commands.askBuddy(ctx, params.id, body)),
  serve(c.dropBuddy, (ctx, { params }) => commands.dropBuddy(ctx, params.id)),
  serve(c.listBuddies, async (ctx, { params }) => ({ items: await commands.company(ctx, params.id) })),
  serve(c.askOwnBuddy, (ctx, { params, body }) => commands.askOwnBuddy(ctx, params.id, body)),
  serve(c.answerBuddy, (ctx, { params, body }) => commands.answerBuddy(ctx, params.id, body.agree)),
  serve(c.leaveBuddy, (ctx, { params }) => commands.leaveBuddy(ctx, params.id)),
  serve(c.listFitting, async (ctx, { params }) => ({
    items: (await commands.fitting(ctx, params.id)).map((f) => ({ ...f, languages: [...f.languages] })),
  })),
  serve(c.listShiftRequests, async (ctx) => ({ items: await commands.listRequests(ctx) })),
  serve(c.decideRequest, (ctx, { params, body }) => commands.decide(ctx, params.id, body)),
  serve(c.readMyShifts, (ctx, { query }) => commands.myShifts(ctx, query.lang ?? 'en')),
  serve(c.takeShift, (ctx, { body }) => commands.take(ctx, body)),
  serve(c.giveBack, (ctx, { params, body }) => commands.giveBack(ctx, params.id, body.id)),
  serve(c.offerShift, async (ctx, { params, body }) =>
    commands.readOwn(ctx, await commands.offer(ctx, params.id, body.offered)),
  ),
  serve(c.listSwaps, async (ctx, { params }) => ({
    items: (await commands.swapsFor(ctx, params.id)).map((s) => ({
      shiftId: s.id,
      callSign: s.callSign,
      role: s.role,
      startsAt: s.startsAt.toISOString(),
      endsAt: s.endsAt.toISOString(),
    })),
  })),
  serve(c.askSwap, (ctx, { params, body: { id, shiftId: otherId, lang } }) =>
    commands.askSwap(ctx, { id, shiftId: params.id, otherId, lang }),
  ),
  serve(c.checkIn, async (ctx, { params, body: { id, at } }) =>
    commands.readOwn(ctx, await commands.checkIn(ctx, params.id, { id, at: at ? new Date(at) : null })),
  ),
  serve(c.readMyDuties, (ctx) => commands.myDuties(ctx)),
  serve(c.signOn, async (ctx, { body }) => commands.presentDuty(ctx, await commands.signOn(ctx, body))),
  serve(c.stayOn, async (ctx, { params }) => commands.presentDuty(ctx, await commands.stay(ctx, params.id))),
  serve(c.readMyHours, (ctx, { query }) => commands.myHours(ctx, query.lang ?? 'en')),
  serveCall(c.readHours, async (call, { query }) => {
    const found = await call.tx((ctx) => commands.hoursOf(ctx, query.month, query.chapterId ?? null));
    if (found instanceof Problem) throw found;
    return found;
  }),
  serve(c.answerSwap, (ctx, { params, body }) => commands.answerSwap(ctx, params.id, body.agree, body.lang)),
  serve(c.withdrawRequest, (ctx, { params }) => commands.withdraw(ctx, params.id)),
  serve(c.fillRotaDays, async (ctx, { body }) => {
    const filled = await commands.fill(ctx, body);
    return { ...filled, seats: filled.seats.length, buddies: filled.buddies.length };
  }),
  serve(c.unfillRotaDays, async (ctx, { body }) => ({ seats: await commands.unfill(ctx, body) })),
  serve(c.publishRota, (ctx, { body }) => commands.publish(ctx, body)),
];
