/** Seconds that an item of the agenda has left; below zero it runs over. */
export function secondsLeft(
  item: { minutes: number; spentS: number },
  since: Date | null,
  now: Date,
): number {
  const running = since ? Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000)) : 0;
  return item.minutes * 60 - item.spentS - running;
}

/** "12:05", or "–0:40" where it runs over. */
export function clockOf(seconds: number): string {
  const all = Math.abs(seconds);
  return `${seconds < 0 ? '–' : ''}${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`;
}
