import camera from 'lucide-react/icons/camera';
import check from 'lucide-react/icons/check';
import pin from 'lucide-react/icons/map-pin';
import desk from 'lucide-react/icons/message-circle';
import move from 'lucide-react/icons/move-left';
import note from 'lucide-react/icons/pencil';
import phone from 'lucide-react/icons/phone';
import search from 'lucide-react/icons/search';
import alert from 'lucide-react/icons/triangle-alert';
import users from 'lucide-react/icons/users';
import { h } from 'preact';

interface Drawing {
  node: [string, Record<string, string>][];
}

const all = { camera, check, pin, desk, move, note, phone, search, alert, users };
export type Icon = keyof typeof all;
// What the build makes of Lucide's icons: drawing.ts.
const drawings = all as unknown as Record<Icon, Drawing>;

/** An icon of Lucide, always beside a word. */
export const Icon = ({ name }: { name: Icon }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    {drawings[name].node.map(([shape, attributes]) => h(shape, attributes))}
  </svg>
);
