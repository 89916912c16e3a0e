import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { getParentRoute } from '../root.ts';

/** The screens of meetings, each fetched when it is first opened. */
export const meetingRoutes = [
  createRoute({
    getParentRoute,
    path: '/meetings',
    component: lazyRouteComponent(() => import('../../features/meetings/desk/meetings.tsx'), 'Meetings'),
  }),
  createRoute({
    getParentRoute,
    path: '/meetings/past',
    component: lazyRouteComponent(() => import('../../features/meetings/desk/meetings.tsx'), 'PastMeetings'),
  }),
  createRoute({
    getParentRoute,
    path: '/meetings/press',
    component: lazyRouteComponent(() => import('../../features/meetings/desk/press.tsx'), 'Press'),
  }),
  createRoute({
    getParentRoute,
    path: '/meetings/$id',
    component: lazyRouteComponent(
      () => import('../../features/meetings/desk/meeting-page.tsx'),
      'MeetingPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/meetings/$id/minutes',
    component: lazyRouteComponent(() => import('../../features/meetings/desk/minutes.tsx'), 'Minutes'),
  }),
  createRoute({
    getParentRoute,
    path: '/meetings/$id/screen',
    component: lazyRouteComponent(() => import('../../features/meetings/desk/screen.tsx'), 'RoomScreen'),
  }),
];
