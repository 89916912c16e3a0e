import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { RotaSearch } from '../features/shifts/desk/rota.tsx';
import { Board } from './board/board.tsx';
import { getParentRoute, root } from './root.ts';
import { meetingRoutes } from './routes/meetings.ts';
import { pageRoutes } from './routes/pages.ts';
import { peopleRoutes } from './routes/people.ts';
import { trainingRoutes } from './routes/trainings.ts';

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
/** Of what stands in the address, this alone. */
const only =
  <K extends string>(key: K) =>
  (search: Record<string, unknown>) =>
    ({ [key]: text(search[key]) }) as { [key in K]?: string };

/** What is open beside the lanes stands in the address, so that Back closes it and a link shows it. */
export interface BoardSearch {
  report?: string;
  incident?: string;
}

const board = createRoute({
  getParentRoute,
  path: '/',
  component: Board,
  validateSearch: (search: Record<string, unknown>): BoardSearch => ({
    report: text(search.report),
    incident: text(search.incident),
  }),
});

const views = ['month', 'week', 'day'] as const;

/** The board is in the first load; the rest comes when it is first opened. */
const routes = [
  board,
  createRoute({
    getParentRoute,
    path: '/calls',
    component: lazyRouteComponent(() => import('./screens/calls-screen.tsx'), 'CallsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/calls/log',
    component: lazyRouteComponent(() => import('../features/calls/desk/call-log.tsx'), 'CallLog'),
  }),
  createRoute({
    getParentRoute,
    path: '/calls/prompts',
    component: lazyRouteComponent(() => import('../features/calls/desk/prompts.tsx'), 'Prompts'),
  }),
  createRoute({
    getParentRoute,
    path: '/messages',
    component: lazyRouteComponent(() => import('../features/threads/desk/messages.tsx'), 'Messages'),
    validateSearch: only('thread'),
  }),
  createRoute({
    getParentRoute,
    path: '/handover',
    component: lazyRouteComponent(() => import('../features/handovers/desk/handover.tsx'), 'HandoverScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/map',
    component: lazyRouteComponent(() => import('./screens/map-screen.tsx'), 'MapScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/incidents',
    component: lazyRouteComponent(() => import('../features/incidents/desk/past.tsx'), 'PastIncidents'),
  }),
  createRoute({
    getParentRoute,
    path: '/incidents/$id/print',
    component: lazyRouteComponent(() => import('../features/incidents/desk/print.tsx'), 'IncidentPrint'),
  }),
  createRoute({
    getParentRoute,
    path: '/incidents/$id',
    component: lazyRouteComponent(() => import('./screens/incident-page.tsx'), 'IncidentPage'),
  }),
  ...peopleRoutes,
  createRoute({
    getParentRoute,
    path: '/goals',
    component: lazyRouteComponent(() => import('../features/goals/desk/goals.tsx'), 'Goals'),
  }),
  createRoute({
    getParentRoute,
    path: '/joining',
    component: lazyRouteComponent(() => import('../features/joining/desk/joining.tsx'), 'Joining'),
  }),
  createRoute({
    getParentRoute,
    path: '/joining/alike',
    component: lazyRouteComponent(() => import('../features/joining/desk/alike.tsx'), 'Alike'),
  }),
  createRoute({
    getParentRoute,
    path: '/joining/$id',
    component: lazyRouteComponent(() => import('../features/joining/desk/applicant.tsx'), 'ApplicantPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/teams',
    component: lazyRouteComponent(() => import('../features/teams/desk/teams.tsx'), 'Teams'),
  }),
  createRoute({
    getParentRoute,
    path: '/teams/find',
    component: lazyRouteComponent(() => import('../features/teams/desk/find.tsx'), 'FindHelp'),
    validateSearch: only('need'),
  }),
  createRoute({
    getParentRoute,
    path: '/channels',
    component: lazyRouteComponent(() => import('../features/rosters/desk/channels.tsx'), 'Channels'),
  }),
  createRoute({
    getParentRoute,
    path: '/channels/$id',
    component: lazyRouteComponent(() => import('../features/rosters/desk/channel-page.tsx'), 'ChannelPage'),
  }),
  ...meetingRoutes,
  createRoute({
    getParentRoute,
    path: '/conduct',
    component: lazyRouteComponent(() => import('../features/people/desk/conduct.tsx'), 'Conduct'),
  }),
  createRoute({
    getParentRoute,
    path: '/shifts',
    component: lazyRouteComponent(() => import('../features/shifts/desk/shifts-now.tsx'), 'ShiftsNow'),
  }),
  ...pageRoutes,
  createRoute({
    getParentRoute,
    path: '/rota',
    component: lazyRouteComponent(() => import('../features/shifts/desk/rota.tsx'), 'Rota'),
    validateSearch: (search: Record<string, unknown>): RotaSearch => ({
      view: views.find((view) => view === search.view),
      from: /^\d{4}-\d\d-\d\d$/.test(String(search.from)) ? String(search.from) : undefined,
    }),
  }),
  createRoute({
    getParentRoute,
    path: '/rota/hours',
    component: lazyRouteComponent(() => import('../features/shifts/desk/hours.tsx'), 'HoursScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/rota/requests',
    component: lazyRouteComponent(() => import('../features/shifts/desk/requests.tsx'), 'Requests'),
  }),
  createRoute({
    getParentRoute,
    path: '/rota/patterns',
    component: lazyRouteComponent(() => import('../features/shifts/desk/patterns.tsx'), 'Patterns'),
  }),
  createRoute({
    getParentRoute,
    path: '/rota/open-hours',
    component: lazyRouteComponent(() => import('../features/shifts/desk/open-hours.tsx'), 'OpenHours'),
  }),
  createRoute({
    getParentRoute,
    path: '/rota/loans',
    component: lazyRouteComponent(() => import('../features/shifts/desk/loans.tsx'), 'Loans'),
  }),
  createRoute({
    getParentRoute,
    path: '/legal',
    component: lazyRouteComponent(() => import('./screens/legal-screen.tsx'), 'LegalScreen'),
    validateSearch: only('report'),
  }),
  createRoute({
    getParentRoute,
    path: '/stops',
    component: lazyRouteComponent(() => import('../features/playbooks/desk/stops.tsx'), 'Stops'),
  }),
  createRoute({
    getParentRoute,
    path: '/holds',
    component: lazyRouteComponent(() => import('../features/holds/desk/holds.tsx'), 'Holds'),
    validateSearch: only('record'),
  }),
  createRoute({
    getParentRoute,
    path: '/kept',
    component: lazyRouteComponent(() => import('../features/holds/desk/kept.tsx'), 'Kept'),
  }),
  createRoute({
    getParentRoute,
    path: '/delivery',
    component: lazyRouteComponent(() => import('../features/channels/desk/delivery.tsx'), 'Delivery'),
  }),
  createRoute({
    getParentRoute,
    path: '/delivery/rang',
    component: lazyRouteComponent(() => import('../features/wakings/desk/wakings.tsx'), 'Wakings'),
  }),
  createRoute({
    getParentRoute,
    path: '/delivery/contact',
    component: lazyRouteComponent(() => import('../features/wakings/desk/contact.tsx'), 'Contact'),
  }),
  ...trainingRoutes,
  createRoute({
    getParentRoute,
    path: '/courses',
    component: lazyRouteComponent(() => import('../features/trainings/desk/courses.tsx'), 'Courses'),
  }),
  createRoute({
    getParentRoute,
    path: '/drills',
    component: lazyRouteComponent(() => import('../features/drills/desk/drills.tsx'), 'Drills'),
  }),
  createRoute({
    getParentRoute,
    path: '/keys',
    component: lazyRouteComponent(() => import('../features/keys/desk/keys.tsx'), 'Keys'),
  }),
  createRoute({
    getParentRoute,
    path: '/log',
    component: lazyRouteComponent(() => import('../features/audit/desk/log.tsx'), 'Log'),
  }),
  createRoute({
    getParentRoute,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('../features/accounts/desk/sign-in-rules.tsx'), 'SignInRules'),
  }),
  createRoute({
    getParentRoute,
    path: '/you',
    component: lazyRouteComponent(() => import('../features/accounts/desk/you.tsx'), 'You'),
  }),
  // Signed in with the link: the gate has done its work, the board follows.
  createRoute({ getParentRoute, path: '/invite', component: Board }),
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: '/desk',
  defaultPreload: 'intent',
  trailingSlash: 'preserve',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
