import type { Reason } from '../contract.ts';

/** What the read-model knows of somebody who could be asked. */
export interface Responder {
  active: boolean;
  vouched: boolean;
  observerUntil: Date | null;
  verifierUntil: Date | null;
  /** Version of the conduct agreement signed last. */
  agreementVersion: number | null;
  /** Their weekly pattern covers this moment. */
  available: boolean;
  /** Incident they are out on. */
  outOn: string | null;
  restUntil: Date | null;
  /** An ask elsewhere that they have not answered. */
  hasOpenAsk: boolean;
  /** Asks within the last seven days. */
  asksThisWeek: number;
  languages: readonly string[];
  zoneIds: readonly string[];
  /** From the middle of the home cell, in metres. */
  distanceM: number;
}

export interface Need {
  role: 'observer' | 'verifier';
  /** Versions of the conduct agreement whose signature counts now. */
  agreements: readonly number[];
  /** Any one of them will do; none given: any language. */
  languages: readonly string[];
  zoneId: string | null;
  /** Needed within so many minutes. */
  minutes: number;
}

/** No more asks than this a person and week: beyond it every policy that was simulated tires its people out. */
export const WEEKLY_ASKS = 4;

/** Hours of rest after coming home. */
export const REST_HOURS = 8;

/** Metres a second from the alert to arrival, leaving included; median of Jonsson 2020. */
const SPEED = 2.3;

export const etaMinutes = (distanceM: number): number => Math.max(1, Math.round(distanceM / SPEED / 60));

/** How far away somebody may live to be there in time. */
export const reachM = (minutes: number): number => minutes * 60 * SPEED;

/** Those who chose this zone come from twice as far. */
export const furthestM = (minutes: number): number => 2 * reachM(minutes);

/** Whether a person can be asked now, or every reason why not. */
export function eligible(
  responder: Responder,
  need: Need,
  now: Date,
): { ok: true } | { ok: false; reasons: Reason[] } {
  const until = need.role === 'verifier' ? responder.verifierUntil : responder.observerUntil;
  const isOwnZone = need.zoneId !== null && responder.zoneIds.includes(need.zoneId);
  const reach = isOwnZone ? furthestM(need.minutes) : reachM(need.minutes);
  const speaks = need.languages.length === 0 || need.languages.some((l) => responder.languages.includes(l));
  const checks: [Reason, boolean][] = [
    ['not_active', responder.active],
    ['no_certificate', until !== null && until > now],
    ['no_agreement', need.agreements.includes(responder.agreementVersion ?? 0)],
    ['no_vouches', responder.vouched],
    ['not_available', responder.available],
    ['out', responder.outOn === null],
    ['asked_elsewhere', !responder.hasOpenAsk],
    ['resting', responder.restUntil === null || responder.restUntil <= now],
    ['asked_enough', responder.asksThisWeek < WEEKLY_ASKS],
    ['language', speaks],
    ['too_far', responder.distanceM <= reach],
  ];
  const reasons = checks.filter(([, holds]) => !holds).map(([reason]) => reason);
  return reasons.length === 0 ? { ok: true } : { ok: false, reasons };
}
