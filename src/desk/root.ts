import { createRootRoute } from '@tanstack/react-router';
import { Crashed, NotHere } from './shell/crashed.tsx';
import { Frame } from './shell/frame.tsx';

/** What every screen of the desk lies in. */
export const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotHere,
  errorComponent: Crashed,
});
export const getParentRoute = () => root;
