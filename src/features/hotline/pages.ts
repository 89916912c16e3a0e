import type { Page } from '../../platform/http/pages.ts';
import { filePages } from './pages/files.ts';
import { morePages } from './pages/more.ts';
import { reportPages } from './pages/report.ts';
import { statusPages } from './pages/status.ts';

export const pages: Page[] = [...reportPages, ...morePages, ...filePages, ...statusPages];
