export { fileType, safeName } from './rules/files.ts';
export { isForDesk, wordsOf } from './rules/lines.ts';
export { type CameIn, eventOf, needsAnswer } from './rules/marks.ts';
export { fromWall, onWall } from './rules/wall-clock.ts';
