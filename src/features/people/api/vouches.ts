import { Gauge } from '../../../platform/gauge.ts';
import { type Route, serve, serveCall } from '../../../platform/http/route.ts';
import { askedTooOften } from '../../../platform/problem.ts';
import * as commands from '../commands.ts';
import * as c from '../contract.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Call signs and codes are not to be found by trying. */
const tries = { most: 12, minutes: 60 };
const perMember = new Gauge(tries);

const present = <V extends { at: Date; withdrawnAt: Date | null }>(v: V) => ({
  ...v,
  at: v.at.toISOString(),
  withdrawnAt: iso(v.withdrawnAt),
});

export const vouchRoutes: Route[] = [
  serve(c.readMyStanding, async (ctx) => {
    const mine = await commands.myStanding(ctx);
    return { ...mine, given: mine.given.map(present), nextAt: iso(mine.nextAt) };
  }),
  serve(c.showMyCode, async (ctx) => {
    const { code, endsAt } = await commands.showCode(ctx);
    return { code, endsAt: endsAt.toISOString() };
  }),
  serveCall(c.vouchFor, (call, { body }) => {
    if (perMember.isOver(`${call.network.id} ${call.actor.personId}`, call.services.clock.now()))
      throw askedTooOften(tries.most, tries.minutes * 60);
    return call.tx(async (ctx) => {
      const vouch = await commands.vouchFor(ctx, body);
      const callSign = (await commands.callSigns(ctx, [vouch.personId])).get(vouch.personId) ?? '';
      return { ...present(vouch), callSign };
    });
  }),
  serve(c.withdrawVouch, async (ctx, { params }) => ({
    id: params.id,
    withdrawnAt: (await commands.withdrawVouch(ctx, params.id)).toISOString(),
  })),
  serve(c.readStanding, async (ctx, { params }) => {
    const found = await commands.standingOfMember(ctx, params.id);
    return { ...found, got: found.got.map(present), gave: found.gave.map(present) };
  }),
  serve(c.activatePerson, (ctx, { params }) => commands.activate(ctx, params.id)),
  serve(c.listVouchFlags, async (ctx) => ({
    items: (await commands.vouchFlags(ctx)).map((f) => ({
      ...f,
      at: f.at.toISOString(),
      vouches: f.vouches.map(present),
    })),
  })),
  serve(c.handleVouchFlag, async (ctx, { params }) => {
    await commands.handleVouchFlag(ctx, params.id);
    return params;
  }),
];
