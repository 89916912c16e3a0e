import type { Ctx } from '../../../platform/context.ts';
import type { Parsed } from '../../../platform/http/endpoint.ts';
import { notFound } from '../../../platform/problem.ts';
import type { Spoken, Verb } from '../../channels/index.ts';
import type { callFromWall, WallCall } from '../contract.ts';
import * as store from '../store.ts';
import { arrive, hungUp, proceed, type Said } from './flow.ts';
import { verbsFor } from './script.ts';

type Done = Parsed<typeof callFromWall>['body'];

/**
 * The demo's stand-in for a carrier: a phone of the wall calls the hotline, and what would be spoken comes as text. There
 * is none in a real network. Throws 404 there.
 */
export async function onWall(ctx: Ctx, address: string, done: Done): Promise<WallCall> {
  if (!ctx.network.demo) throw notFound('page');
  const from = `+${address.replace(/\D/g, '')}`;
  if (done.do === 'ring') {
    const verbs = await arrive(ctx, { door: 'wall', carrierId: done.id, from });
    return shown(verbs, await store.selectCallOf(ctx, 'wall', done.id));
  }
  const call = await store.selectCallOf(ctx, 'wall', done.id);
  if (!call) throw notFound('call');
  if (done.do === 'hangUp') {
    await hungUp(ctx, 'wall', done.id);
    const ended = (await store.selectCall(ctx, call.id))!;
    return shown(await verbsFor(ctx, ended), ended);
  }
  const said: Said = {
    from,
    digits: done.do === 'key' ? (done.digits ?? null) : null,
    recorded: done.do === 'words' && done.words ? { words: done.words } : null,
  };
  const turn = done.do === 'look' ? null : (done.turn ?? null);
  const verbs = await proceed(ctx, call.id, turn, said);
  return shown(verbs, await store.selectCall(ctx, call.id));
}

const linesOf = (parts: Spoken[]) =>
  parts.map((part) => ('say' in part ? { text: part.say, lang: part.lang } : { text: '♪', lang: 'en' }));

function shown(verbs: Verb[], call: store.CallRow | undefined): WallCall {
  const asked = verbs.find((v) => v.do === 'ask');
  const records = verbs.some((v) => v.do === 'record');
  const lines = verbs.flatMap((v) => ('parts' in v ? linesOf(v.parts) : []));
  return {
    id: call?.id ?? null,
    turn: call?.turn ?? 0,
    lines,
    wants: !call || call.state === 'ended' ? 'over' : asked ? 'keys' : records ? 'words' : 'nothing',
    digits: asked?.digits ?? 0,
    // Read rather than heard: it takes longer.
    seconds: asked ? asked.seconds + 3 * lines.length : 0,
    waiting: call?.state === 'waiting',
    talking: call?.state === 'talking',
  };
}
