export * from './rules/apprentices.ts';
export * from './rules/attendance.ts';
export * from './rules/card.ts';
export * from './rules/certificates.ts';
export * from './rules/courses.ts';
export * from './rules/quiz.ts';
export * from './rules/sessions.ts';
export * from './rules/turnout.ts';
