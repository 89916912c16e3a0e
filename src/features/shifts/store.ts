export * from './store/calendars.ts';
export * from './store/duties.ts';
export * from './store/notices.ts';
export * from './store/patterns.ts';
export * from './store/presence.ts';
export * from './store/requests.ts';
export * from './store/shifts.ts';
export * from './store/slots.ts';
