export * from './commands/asks.ts';
export * from './commands/imports.ts';
export * from './commands/old-chats.ts';
export { takeFile, takeUpload } from './commands/upload.ts';
export { work } from './commands/work.ts';
