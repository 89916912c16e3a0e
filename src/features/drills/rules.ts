export { dueOrder, evenings, findEvening, minutesOf, replayEvening } from './rules/evenings.ts';
export { playedIn } from './rules/played.ts';
export { etaMinutes, type Response, responseOf, travelS } from './rules/response.ts';
