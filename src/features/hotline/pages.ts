import type { Page } from '../../platform/http/pages.ts';
import { filePages } from './pages/files.ts';
import { morePages } from './pages/more.ts';
import { reportPages } from './pages/report.ts';
import { type Replies, statusPages } from './pages/status.ts';

export type { Replies } from './pages/status.ts';

export const pages = (replies: Replies): Page[] => [
  ...reportPages,
  ...morePages,
  ...filePages,
  ...statusPages(replies),
];
