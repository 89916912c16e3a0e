import './later.css';
import { Conduct } from '../features/callouts/field/conduct.tsx';
import { Debrief } from '../features/callouts/field/debrief.tsx';
import { Finding } from '../features/callouts/field/finding.tsx';
import { Help } from '../features/callouts/field/help.tsx';
import { isAskedFirst, Leaving } from '../features/callouts/field/leaving.tsx';
import { Note } from '../features/callouts/field/note.tsx';
import { Picture } from '../features/callouts/field/picture.tsx';
import { ToldToMove } from '../features/callouts/field/told-to-move.tsx';
import { Way } from '../features/callouts/field/way.tsx';
import type { Shown } from './app.tsx';

export { You } from '../features/accounts/field/you.tsx';
export { Past } from '../features/callouts/field/past.tsx';
export { Pages } from '../features/escalations/field/pages.tsx';
export { Paused } from '../features/people/field/paused.tsx';
export { MyChannels } from '../features/rosters/field/my-channels.tsx';
export { MyShifts } from '../features/shifts/field/my-shifts.tsx';
export { Waking } from '../features/wakings/field/waking.tsx';
export { Misfit } from './misfit.tsx';
export { RehearsalDone } from './rehearsal.tsx';
export { isOwn, OwnLinks, OwnScreen } from './screens.tsx';
export { Sent } from './sent.tsx';

/** From the yes to the debrief: the step that comes next, or the sheet opened beside it. */
export function Out({ screen, ...shown }: Shown & { screen: string }) {
  const { can } = shown.assignment;
  if (screen === 'told' && can.includes('told-to-move')) return <ToldToMove {...shown} />;
  if (screen === 'note' && can.includes('note')) return <Note {...shown} />;
  if (screen === 'picture' && can.includes('picture')) return <Picture {...shown} />;
  if (screen === 'finding' && can.includes('finding')) return <Finding {...shown} />;
  if (screen === 'leaving' && isAskedFirst(shown.assignment)) return <Leaving {...shown} />;
  if (screen === 'help' && can.includes('emergency')) return <Help {...shown} />;
  if (shown.card === 'conduct') return <Conduct {...shown} />;
  return shown.card === 'debrief' ? <Debrief {...shown} /> : <Way {...shown} />;
}
