import { call } from '../../../field/send.ts';
import { draft, keepDraft } from '../../../field/sync.ts';
import type { Point } from './sketch.tsx';

export interface Named extends Point {
  name: string;
}

/** Crossings around a point, for the sketch; kept on the phone with the point they belong to. None when not reachable. */
export async function crossingsNear({ lat, lon }: Point): Promise<Named[]> {
  const near = `${lat.toFixed(5)},${lon.toFixed(5)}`;
  const kept = await draft<{ near: string; items: Named[] }>('crossings');
  if (kept?.near === near) return kept.items;
  try {
    const { items } = await call<{ items: Named[] }>(`crossings?near=${near}`);
    await keepDraft('crossings', { near, items });
    return items;
  } catch {
    return [];
  }
}
