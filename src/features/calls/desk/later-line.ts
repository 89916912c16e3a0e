import { later } from '../../../desk/kit/later.tsx';

/** The sound of a call from a browser, fetched with the first one: who takes none needs none of it. */
export const WebLine = later(() => import('./web-line.tsx').then((module) => module.WebLine), 1);
