export * from './rules/certificates.ts';
export * from './rules/courses.ts';
