export * from './commands/read.ts';
export * from './commands/sealed.ts';
export * from './commands/upload.ts';
