import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { getParentRoute } from '../root.ts';

/** Sessions of trainings, and who teaches. */
export const trainingRoutes = [
  createRoute({
    getParentRoute,
    path: '/trainings',
    component: lazyRouteComponent(() => import('../../features/trainings/desk/trainings.tsx'), 'Trainings'),
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
  }),
];
