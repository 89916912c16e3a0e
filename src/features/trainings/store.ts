export * from './store/certificates.ts';
export * from './store/credits.ts';
