import { Button } from '../../../field/kit.tsx';
import { useNow } from '../../../field/store.ts';
import { minutes, t, time } from '../../../field/words.ts';
import type { FieldAssignment } from '../contract.ts';
import { perform } from './perform.ts';

const soonMs = 120_000;

/** The time to the next check-in: a ring that empties, the words for it, and the one button. */
export function CheckIn({ assignment: a }: { assignment: FieldAssignment }) {
  const now = useNow();
  const left = a.checkInDueAt ? Date.parse(a.checkInDueAt) - now : 0;
  const due = left <= Math.min(soonMs, a.checkInMinutes * 20_000);
  return (
    <section class="check-in">
      <Ring full={a.checkInMinutes * 60_000} left={left} due={due} />
      <p class={a.missed ? 'overdue' : undefined}>{said(a, left)}</p>
      <p class="sr" role="status">
        {due && said(a, left)}
      </p>
      {a.checkInAt && <p class="soft">{t('checkedIn', { time: time(a.checkInAt) })}</p>}
      <Button
        look={due ? 'main' : 'safe'}
        icon="check"
        settle
        key={a.checkInAt}
        onClick={() => perform(a, { kind: 'check-in' })}
      >
        {t('checkIn')}
      </Button>
    </section>
  );
}

function said(a: FieldAssignment, left: number): string {
  if (a.missed) return t('checkInMissed');
  if (left <= 0) return t('checkInNow');
  return t('checkInDue', { time: minutes(Math.ceil(left / 60_000)) });
}

function Ring({ full, left, due }: { full: number; left: number; due: boolean }) {
  const seconds = Math.abs(Math.ceil(left / 1000));
  const share = Math.max(0, Math.min(1, left / full));
  return (
    <svg class={due ? 'ring due' : 'ring'} viewBox="0 0 120 120" aria-hidden="true">
      <circle cx="60" cy="60" r="54" />
      <circle
        cx="60"
        cy="60"
        r="54"
        pathLength="100"
        stroke-dasharray={`${share * 100} 100`}
        transform="rotate(-90 60 60)"
      />
      <text x="60" y="61" text-anchor="middle" dominant-baseline="middle">
        {left <= -1000 && '+'}
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
      </text>
    </svg>
  );
}
