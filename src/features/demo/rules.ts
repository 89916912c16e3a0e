import type { Role } from '../accounts/contract.ts';

export { randomFrom } from '../../platform/random.ts';

/** The parts one may play in the demo, and the face each starts at. */
export const parts: { role: Role; face: 'desk' | 'field' }[] = [
  { role: 'operator', face: 'desk' },
  { role: 'dispatcher', face: 'desk' },
  { role: 'verifier', face: 'field' },
  { role: 'observer', face: 'field' },
  { role: 'coordinator', face: 'desk' },
  { role: 'trainer', face: 'desk' },
  { role: 'legal', face: 'desk' },
  { role: 'counsel', face: 'desk' },
  { role: 'admin', face: 'desk' },
];

const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** One-click sign-in is for a browser on this machine: a local Host and no trace of a proxy. */
export function isLocal(headers: Record<string, unknown>): boolean {
  const host = String(headers.host ?? '').replace(/:\d+$/, '');
  const local = host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
  return local && !forwarded.some((name) => headers[name] !== undefined);
}
