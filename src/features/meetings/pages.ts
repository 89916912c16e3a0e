import type { Page } from '../../platform/http/pages.ts';
import { listPages } from './pages/list.ts';
import { onePages } from './pages/one.ts';
import { phonePages } from './pages/phone.ts';

export const pages: Page[] = [...listPages, ...onePages, ...phonePages];
