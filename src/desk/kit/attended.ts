let touchedAt = Date.now();
const touched = () => {
  touchedAt = Date.now();
};
for (const kind of ['pointerdown', 'keydown', 'wheel'])
  globalThis.addEventListener?.(kind, touched, { passive: true, capture: true });

/** Whether somebody touched the desk a moment ago. What it fetches by itself later must not keep a session alive. */
export const isSomebodyHere = () => Date.now() - touchedAt < 60_000;
