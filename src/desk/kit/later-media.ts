import { later } from './later.tsx';

/** Most of what is on the board has no picture: what opens them is fetched with the first. */
export const Media = later(() => import('./media.tsx').then((module) => module.Media), 1);
export const MediaOf = later(() => import('./media.tsx').then((module) => module.MediaOf), 1);
export const Player = later(() => import('./media.tsx').then((module) => module.Player), 1);
