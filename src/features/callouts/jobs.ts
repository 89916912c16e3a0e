import * as z from 'zod/mini';
import { on, onAll } from '../../platform/events/consumers.ts';
import { job } from '../../platform/jobs/index.ts';
import { missCheckIn } from './commands/alarms.ts';
import { coarsen } from './commands/coarsen.ts';
import {
  endIncident,
  followPeople,
  followRemoved,
  forgetEnding,
  relieve,
  stopAll,
} from './commands/endings.ts';
import { tellLed } from './commands/practice.ts';
import { pause, resume } from './commands/recheck.ts';
import { watchSetOff } from './commands/set-off.ts';
import { escalateStandDown } from './commands/standdown.ts';
import { wave } from './commands/wave.ts';

const id = z.uuid();

export const jobs = [
  job({
    name: 'callouts.wave',
    payload: z.object({ callout: id }),
    run: (ctx, { callout }) => wave(ctx, callout),
  }),
  job({
    name: 'callouts.checkIn',
    payload: z.object({ assignment: id }),
    run: (ctx, { assignment }) => missCheckIn(ctx, assignment),
  }),
  job({
    name: 'callouts.setOff',
    payload: z.object({ assignment: id }),
    run: (ctx, { assignment }) => watchSetOff(ctx, assignment),
  }),
  job({
    name: 'callouts.unacked',
    payload: z.object({ standDown: id }),
    run: (ctx, { standDown }) => escalateStandDown(ctx, standDown),
  }),
  job({
    name: 'callouts.relieve',
    payload: z.object({ left: id }),
    run: (ctx, { left }) => relieve(ctx, left),
  }),
];

export const handlers = [
  onAll(
    'person.changed person.suspended agreement.signed certificate.changed',
    'callouts.responders',
    (ctx, events) => followPeople(ctx, [...new Set(events.map(({ subject }) => subject))]),
    // The read-model is made of all that was said about a person.
    { history: true },
  ),
  on('person.removed', 'callouts.removed', (ctx, event) => followRemoved(ctx, event.subject)),
  on('incident.concluded incident.not_confirmed', 'callouts.endings', endIncident),
  on('incident.concluded', 'callouts.led', (ctx, event) => tellLed(ctx, event.subject)),
  on('assignment.depart', 'callouts.ledHome', (ctx, event) => tellLed(ctx, String(event.data.incident))),
  on('incident.confirmed', 'callouts.confirmed', (ctx, event) => forgetEnding(ctx, event.subject)),
  on('incident.checking', 'callouts.pause', (ctx, event) => pause(ctx, event.subject)),
  on('incident.confirmed', 'callouts.resume', (ctx, event) => resume(ctx, event.subject)),
  on('incident.coarsened', 'callouts.coarsen', (ctx, event) => coarsen(ctx, event.subject)),
  on('stop.set', 'callouts.stop', async (ctx, event) => {
    if (event.data.what === 'callouts') await stopAll(ctx);
  }),
];
