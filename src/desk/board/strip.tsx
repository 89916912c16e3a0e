import { PresenceStrip } from '../../features/calls/desk/presence-strip.tsx';
import { Relief } from '../../features/handovers/desk/relief.tsx';

/** Over the lanes: who is here, and whose desk waits to be taken over. */
export function Strip() {
  return (
    <div className="board-strip">
      <PresenceStrip />
      <Relief />
    </div>
  );
}
