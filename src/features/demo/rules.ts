import type { Role } from '../accounts/contract.ts';

/** The parts one may play in the demo, and the face each starts at. */
export const parts: { role: Role; face: 'desk' | 'field' }[] = [
  { role: 'operator', face: 'desk' },
  { role: 'dispatcher', face: 'desk' },
  { role: 'verifier', face: 'field' },
  { role: 'observer', face: 'field' },
  { role: 'coordinator', face: 'desk' },
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

/** Deterministic numbers in [0, 1) from a seed: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
