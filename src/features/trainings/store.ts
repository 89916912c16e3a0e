export * from './store/apprentices.ts';
export * from './store/attendance.ts';
export * from './store/certificates.ts';
export * from './store/counts.ts';
export * from './store/credits.ts';
export * from './store/registrations.ts';
export * from './store/sessions.ts';
