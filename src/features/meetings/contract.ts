export * from './contract/acts.ts';
export * from './contract/common.ts';
export * from './contract/doors.ts';
export * from './contract/hat.ts';
export * from './contract/meetings.ts';
export * from './contract/own.ts';
export * from './contract/press.ts';
export * from './contract/screen.ts';
