export * from './contract/apprentices.ts';
export * from './contract/attendance.ts';
export * from './contract/certificates.ts';
export * from './contract/courses.ts';
export * from './contract/registrations.ts';
export * from './contract/sessions.ts';
