import { messages } from '../platform/i18n/index.ts';
import en from './messages/en.json' with { type: 'json' };
import es from './messages/es.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

/** The words of the shell and of the first page. */
export const say = messages({ en, es, zh });
