export * from './store/belongings.ts';
export * from './store/faults.ts';
export * from './store/imports.ts';
export * from './store/made.ts';
export * from './store/old-chats.ts';
export * from './store/pieces.ts';
export * from './store/seats.ts';
