import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { getParentRoute } from '../root.ts';

/** Of which month the calendar is shown; without one the list is. It stays in the address of a session opened from it. */
const validateSearch = ({ month }: Record<string, unknown>): { month?: string } =>
  typeof month === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? { month } : {};

/** Sessions of trainings, and who teaches. */
export const trainingRoutes = [
  createRoute({
    getParentRoute,
    path: '/trainings',
    component: lazyRouteComponent(() => import('../../features/trainings/desk/trainings.tsx'), 'Trainings'),
    validateSearch,
  }),
  createRoute({
    getParentRoute,
    path: '/trainings/trainers',
    component: lazyRouteComponent(() => import('../../features/trainings/desk/trainers.tsx'), 'Trainers'),
  }),
  createRoute({
    getParentRoute,
    path: '/trainings/$id',
    component: lazyRouteComponent(
      () => import('../../features/trainings/desk/session-page.tsx'),
      'SessionPage',
    ),
    validateSearch,
  }),
];
