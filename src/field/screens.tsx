import type { ComponentType } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Lang } from '../platform/i18n/lang.ts';
import { Back, Button, goTo } from './kit.tsx';
import { inWords, t } from './words.ts';

/** A screen, with the whole name by which it was opened: of one door, of one page of a course. */
type Screen = ComponentType<{ at: string }>;

interface Own {
  /** Fetched when it is first opened. */
  load: () => Promise<Screen>;
  /** Of the button that leads to it; none where another screen does. */
  name?: Record<Lang, string>;
}

/** Screens that a feature brings, by the first word of their name in the address, in the order of their buttons. */
const own: Record<string, Own> = {
  sessions: {
    load: () => import('../features/trainings/field/sessions.tsx').then((m) => m.Sessions),
    name: { en: 'Training sessions', es: 'Fechas de capacitación', zh: '培训场次' },
  },
  door: { load: () => import('../features/trainings/field/door.tsx').then((m) => m.Door) },
  courses: {
    load: () => import('../features/trainings/field/courses/courses.tsx').then((m) => m.Courses),
    name: { en: 'Courses', es: 'Cursos', zh: '课程' },
  },
  rehearse: { load: () => import('./rehearsal.tsx').then((m) => m.Rehearse) },
  meetings: {
    load: () => import('../features/meetings/field/meetings.tsx').then((m) => m.Meetings),
    name: { en: 'Meetings', es: 'Reuniones', zh: '会议' },
  },
  teams: {
    load: () => import('../features/teams/field/teams.tsx').then((m) => m.MyTeams),
    name: { en: 'Teams and thanks', es: 'Equipos y gracias', zh: '小组与感谢' },
  },
  findhelp: { load: () => import('../features/teams/field/find-help.tsx').then((m) => m.FindHelp) },
  membership: {
    load: () => import('../features/people/field/membership.tsx').then((m) => m.Membership),
    name: { en: 'Membership', es: 'Mi participación', zh: '我的成员身份' },
  },
  agreement: { load: () => import('../features/people/field/agreement.tsx').then((m) => m.Agreement) },
  vouch: { load: () => import('../features/people/field/vouch.tsx').then((m) => m.VouchFor) },
  leave: { load: () => import('../features/people/field/leave.tsx').then((m) => m.Leave) },
};

const firstOf = (name: string) => /^[a-z]*/.exec(name)![0];

const fetched = new Map<string, Screen>();

/** The screen of this name, where a feature has one. */
export function OwnScreen({ at }: { at: string }) {
  const name = firstOf(at);
  const [, draw] = useState(0);
  const [failed, fail] = useState(false);
  const fetch = useCallback(() => {
    fail(false);
    own[name]!.load().then(
      (screen) => {
        fetched.set(name, screen);
        draw((n) => n + 1);
      },
      () => fail(true),
    );
  }, [name]);
  useEffect(fetch, [fetch]);
  const Screen = fetched.get(name);
  if (Screen) return <Screen at={at} key={at} />;
  if (!failed) return <p class="soft">{t('loading')}</p>;
  return (
    <>
      <Back />
      <div class="notice" role="alert">
        <p>{t('failedNext')}</p>
        <Button onClick={fetch}>{t('you.again')}</Button>
      </div>
    </>
  );
}

export const isOwn = (name: string): boolean => firstOf(name) in own;

/** The buttons that lead there. */
export const OwnLinks = () => (
  <>
    {Object.entries(own).map(
      ([screen, { name }]) =>
        name && (
          <Button key={screen} onClick={() => goTo(screen)}>
            {inWords(name)}
          </Button>
        ),
    )}
  </>
);
