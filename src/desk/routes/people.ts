import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { getParentRoute } from '../root.ts';

/** Members, what looks after them, and how they move in. */
export const peopleRoutes = [
  createRoute({
    getParentRoute,
    path: '/people',
    component: lazyRouteComponent(() => import('../../features/people/desk/people.tsx'), 'People'),
  }),
  createRoute({
    getParentRoute,
    path: '/people/exports',
    component: lazyRouteComponent(() => import('../../features/people/desk/exports.tsx'), 'Exports'),
  }),
  createRoute({
    getParentRoute,
    path: '/people/imports',
    component: lazyRouteComponent(() => import('../../features/imports/desk/imports.tsx'), 'Imports'),
  }),
  createRoute({
    getParentRoute,
    path: '/people/imports/$id',
    component: lazyRouteComponent(() => import('../../features/imports/desk/one.tsx'), 'OneImport'),
  }),
  createRoute({
    getParentRoute,
    path: '/people/trust',
    component: lazyRouteComponent(() => import('../../features/people/desk/trust.tsx'), 'Trust'),
  }),
  createRoute({
    getParentRoute,
    path: '/people/canaries',
    component: lazyRouteComponent(() => import('../../features/people/desk/canaries.tsx'), 'Canaries'),
  }),
  createRoute({
    getParentRoute,
    path: '/people/$id',
    component: lazyRouteComponent(() => import('../screens/person-page.tsx'), 'PersonPage'),
  }),
];
