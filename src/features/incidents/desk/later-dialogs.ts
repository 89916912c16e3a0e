import { later } from '../../../desk/kit/later.tsx';

/** Fetched when a verb first asks something. */
export const Dialogs = later(() => import('./incident-dialogs.tsx').then((module) => module.Dialogs), 1);
