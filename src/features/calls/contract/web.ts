import { z } from 'zod/mini';
import { endpoint } from '../../../platform/http/endpoint.ts';

/** Who is on a call from a browser. A learner hears and is not heard. */
export const PARTS = ['caller', 'operator', 'interpreter', 'learner'] as const;
export type Part = (typeof PARTS)[number];

const id = z.uuid();
/** Made by the caller's browser; whoever has it is the caller. Only its hash is kept. */
const secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** What two browsers tell each other to find and recognise one another (SDP, RFC 8866). */
const body = z.string().check(z.minLength(1), z.maxLength(16_000));
const kind = z.enum(['offer', 'answer']);
/** Signals that are known already: all of a call with ten browsers, each as much as it may say. */
const have = z.array(id).check(z.maxLength(400));

/** How a browser finds the other: relays with a password that ends by itself; none on one machine. */
export const Paths = z.object({
  me: id,
  servers: z.array(z.object({ urls: z.string(), username: z.string(), credential: z.string() })),
  /** Through the relay only, so that neither learns the other's address. */
  relayOnly: z.boolean(),
});
export type Paths = z.infer<typeof Paths>;

export const Heard = z.object({
  state: z.enum(['waiting', 'talking', 'held', 'unanswered', 'ended']),
  /** Place in the queue, from 1. */
  place: z.nullable(z.int()),
  /** Everybody on the call, who came first first. */
  peers: z.array(z.object({ id, part: z.enum(PARTS) })),
  signals: z.array(z.object({ id, from: id, kind, body })),
});
export type Heard = z.infer<typeof Heard>;

const Done = z.object({ done: z.literal(true) });

const asCaller = <B extends Record<string, z.ZodMiniType>, O extends z.ZodMiniType>(
  verb: string,
  summary: string,
  more: B,
  out: O,
) =>
  endpoint({
    method: 'POST',
    path: `/api/v1/calls/web${verb}`,
    summary,
    open: true,
    body: z.object({ secret, ...more }),
    out,
  });

/** What a browser is asked to compute in a flood, to come before the calls of machines. */
export const Puzzle = z.object({ text: z.string().check(z.maxLength(100)), parts: z.int(), bits: z.int() });
/** A call that was placed: it waits already, whether there is a puzzle or not. */
export const Placed = z.extend(Paths, { puzzle: z.nullable(Puzzle) });
export type Placed = z.infer<typeof Placed>;

export const placeCall = asCaller(
  '',
  'Call the desk from a browser; the same secret is the same call',
  {
    language: z.string().check(z.regex(/^[a-z]{2,3}$/)),
    choice: z.enum(['now', 'before', 'detained']),
  },
  Placed,
);
export const solveCall = asCaller(
  '/solve',
  'My browser has solved the puzzle of my call: it goes before those that have not',
  {
    text: z.string().check(z.maxLength(100)),
    guesses: z.array(z.int().check(z.minimum(0))).check(z.maxLength(32)),
  },
  Done,
);
export const hearAsCaller = asCaller('/hear', 'How the call is, and what was said to me', { have }, Heard);
export const sayAsCaller = asCaller('/say', 'Tell somebody on the call', { to: id, kind, body }, Done);
export const hangUpAsCaller = asCaller('/hang-up', 'End the call', {}, Done);

const params = z.object({ id });
const asMember = <B extends Record<string, z.ZodMiniType>, O extends z.ZodMiniType>(
  verb: string,
  summary: string,
  more: B,
  out: O,
) =>
  endpoint({
    method: 'POST',
    path: `/api/v1/calls/:id/${verb}`,
    summary,
    params,
    // A page that listens is not a person who does something.
    unattended: verb === 'hear',
    body: z.object({ me: id, ...more }),
    out,
  });

export const joinCall = asMember(
  'join',
  'Speak or listen in a call from a browser: the operator who has it, an interpreter, a learner',
  { part: z.enum(['operator', 'interpreter', 'learner']) },
  Paths,
);
export const hearInCall = asMember('hear', 'How the call is, and what was said to me', { have }, Heard);
export const sayInCall = asMember('say', 'Tell somebody on the call', { to: id, kind, body }, Done);
export const leaveCall = asMember('leave', 'Leave a call that goes on without me', {}, Done);
export const letGo = endpoint({
  method: 'POST',
  path: '/api/v1/calls/:id/let-go',
  summary: 'Who has the call takes an interpreter or a learner off it',
  params,
  body: z.object({ peer: id }),
  out: Done,
});
