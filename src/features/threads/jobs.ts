import { on } from '../../platform/events/consumers.ts';
import * as commands from './commands.ts';

export const handlers = [on('report.added', 'threads.follow', commands.follow)];
