import { get, type Page, post } from '../../platform/http/pages.ts';
import { ask as askCard, check } from './pages/certificate.ts';
import { list } from './pages/list.ts';
import { act, calendar, code, mine } from './pages/mine.ts';
import { ask, send } from './pages/register.ts';

export const pages: Page[] = [
  get('/certificate', async (visit) => askCard(visit)),
  post('/certificate', check),
  get('/trainings', list),
  get('/trainings/:id', ask),
  post('/trainings/:id', send),
  get('/trainings/mine/:token', mine),
  post('/trainings/mine/:token', act),
  get('/trainings/mine/:token/code.svg', code),
  get('/trainings/mine/:token/training.ics', calendar),
];
