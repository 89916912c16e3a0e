import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { getParentRoute } from '../root.ts';

/** Who is paged, and what waits. */
export const pageRoutes = [
  createRoute({
    getParentRoute,
    path: '/pages',
    component: lazyRouteComponent(() => import('../../features/escalations/desk/now.tsx'), 'PagesNow'),
  }),
  createRoute({
    getParentRoute,
    path: '/pages/over',
    component: lazyRouteComponent(() => import('../../features/escalations/desk/now.tsx'), 'PagesOver'),
  }),
  createRoute({
    getParentRoute,
    path: '/pages/plans',
    component: lazyRouteComponent(() => import('../../features/escalations/desk/plans.tsx'), 'Plans'),
  }),
  createRoute({
    getParentRoute,
    path: '/pages/$id',
    component: lazyRouteComponent(() => import('../../features/escalations/desk/one.tsx'), 'OnePage'),
  }),
];
