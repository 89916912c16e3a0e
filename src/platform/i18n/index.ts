export {
  dir,
  isLang,
  LANGS,
  LANGUAGES,
  type Lang,
  languageTag,
  OWN_NAMES,
  pickLang,
  SPOKEN,
  textLang,
} from './lang.ts';
export { messages, type Params, type Say } from './messages.ts';
export { ago, clockTime, dayAndTime, dayOnly, weekdayAndTime } from './times.ts';
