import type { OwnSession } from '../contract.ts';

export const faces: Record<OwnSession['face'], string> = { desk: 'Desk', field: 'Field app' };

export const ways: Record<OwnSession['way'], string> = {
  passkey: 'by passkey',
  invite: 'by invite link',
  demo: 'by one click (demo)',
};
