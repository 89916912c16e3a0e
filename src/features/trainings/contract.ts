export * from './contract/certificates.ts';
export * from './contract/courses.ts';
