export { dir, isLang, LANGS, type Lang, languageTag, OWN_NAMES, pickLang } from './lang.ts';
export { messages, type Params, type Say } from './messages.ts';
export { ago, clockTime, dayAndTime, dayOnly } from './times.ts';
