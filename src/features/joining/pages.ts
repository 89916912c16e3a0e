import { get, type Page, post } from '../../platform/http/pages.ts';
import { ask, send, thanks } from './pages/join.ts';
import { code, sheet } from './pages/sheet.ts';

export const pages: Page[] = [
  get('/join', ask),
  post('/join', send),
  get('/join/thanks', async (visit) => thanks(visit)),
  get('/join/sheet', async (visit) => sheet(visit)),
  get('/join.svg', async (visit) => code(visit)),
];
