import { Link } from '@tanstack/react-router';
import {
  Archive,
  ArrowRightLeft,
  BellRing,
  CalendarClock,
  Command,
  Ellipsis,
  GraduationCap,
  Handshake,
  HeartHandshake,
  Hourglass,
  Keyboard,
  KeyRound,
  LayoutGrid,
  Lock,
  type LucideIcon,
  Map as MapIcon,
  MessageSquareLock,
  MessagesSquare,
  OctagonPause,
  Phone,
  Play,
  Presentation,
  Scale,
  ScrollText,
  Send,
  Target,
  UserPlus,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import type { Role } from '../../features/accounts/contract.ts';
import { NeedAnswer } from '../../features/threads/desk/badge.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { hasRole, useSession } from '../kit/session.ts';
import { Me } from './me.tsx';

interface Place {
  to:
    | '/'
    | '/calls'
    | '/messages'
    | '/handover'
    | '/map'
    | '/incidents'
    | '/people'
    | '/goals'
    | '/joining'
    | '/teams'
    | '/channels'
    | '/conduct'
    | '/trainings'
    | '/courses'
    | '/pages'
    | '/rota'
    | '/meetings'
    | '/legal'
    | '/stops'
    | '/holds'
    | '/kept'
    | '/drills'
    | '/keys'
    | '/delivery'
    | '/log';
  word: string;
  Icon: LucideIcon;
  /** Who has it; everyone at the desk where it is left out. */
  roles?: Role[];
}

const all: Place[] = [
  { to: '/', word: 'Board', Icon: LayoutGrid, roles: ['operator', 'dispatcher', 'coordinator'] },
  { to: '/calls', word: 'Calls', Icon: Phone, roles: ['operator', 'dispatcher'] },
  { to: '/legal', word: 'Legal', Icon: Scale, roles: ['legal'] },
  {
    to: '/messages',
    word: 'Messages',
    Icon: MessagesSquare,
    roles: ['operator', 'dispatcher', 'coordinator', 'legal'],
  },
  {
    to: '/handover',
    word: 'Handover',
    Icon: ArrowRightLeft,
    roles: ['operator', 'dispatcher', 'coordinator'],
  },
  { to: '/map', word: 'Map', Icon: MapIcon, roles: ['operator', 'dispatcher', 'coordinator', 'legal'] },
  { to: '/incidents', word: 'Past', Icon: Archive, roles: ['dispatcher', 'coordinator', 'legal'] },
  {
    to: '/people',
    word: 'People',
    Icon: Users,
    roles: ['coordinator', 'admin', 'dispatcher', 'operator', 'legal'],
  },
  { to: '/goals', word: 'Goals', Icon: Target, roles: ['coordinator', 'trainer', 'admin'] },
  { to: '/joining', word: 'Joining', Icon: UserPlus, roles: ['coordinator', 'admin', 'trainer'] },
  {
    to: '/teams',
    word: 'Teams',
    Icon: HeartHandshake,
    roles: ['coordinator', 'trainer', 'dispatcher', 'operator', 'admin'],
  },
  { to: '/channels', word: 'Channels', Icon: MessageSquareLock, roles: ['coordinator', 'admin'] },
  { to: '/trainings', word: 'Trainings', Icon: Presentation, roles: ['trainer', 'coordinator', 'admin'] },
  { to: '/courses', word: 'Courses', Icon: GraduationCap, roles: ['trainer', 'coordinator', 'admin'] },
  { to: '/conduct', word: 'Conduct', Icon: Handshake, roles: ['coordinator', 'counsel', 'admin'] },
  {
    to: '/stops',
    word: 'Stop',
    Icon: OctagonPause,
    roles: ['counsel', 'coordinator', 'admin', 'dispatcher'],
  },
  { to: '/holds', word: 'Holds', Icon: Lock, roles: ['legal', 'counsel', 'coordinator', 'admin'] },
  { to: '/kept', word: 'Kept', Icon: Hourglass, roles: ['counsel', 'coordinator', 'admin'] },
  {
    to: '/pages',
    word: 'Pages',
    Icon: BellRing,
    roles: ['operator', 'dispatcher', 'coordinator', 'legal', 'admin'],
  },
  { to: '/rota', word: 'Rota', Icon: CalendarClock },
  { to: '/meetings', word: 'Meetings', Icon: Presentation },
  { to: '/delivery', word: 'Delivery', Icon: Send, roles: ['dispatcher', 'coordinator', 'admin'] },
  { to: '/log', word: 'Log', Icon: ScrollText, roles: ['admin'] },
  { to: '/drills', word: 'Drill', Icon: Play, roles: ['dispatcher', 'coordinator', 'admin'] },
  { to: '/keys', word: 'Keyring', Icon: KeyRound },
];

/** The screens that this person's roles have. */
export function usePlaces(): Place[] {
  const session = useSession();
  return all.filter(({ roles }) => !roles || hasRole(session, ...roles));
}

/** The screens at the left; on a phone the first four at the foot, and the others behind "More". */
export function Rail({ onPalette, onKeys }: { onPalette: () => void; onKeys: () => void }) {
  const places = usePlaces();
  const [more, setMore] = useState(false);
  return (
    <nav className="rail" aria-label="Screens">
      <ul>
        {places.map((place) => (
          <li key={place.to}>
            <PlaceLink {...place} />
          </li>
        ))}
        {places.length > 4 && (
          <li className="rail-more">
            <button type="button" className="rail-item" onClick={() => setMore(true)}>
              <Ellipsis size={20} aria-hidden="true" />
              <span>More</span>
            </button>
          </li>
        )}
      </ul>
      {more && (
        <Dialog title="All screens" onClose={() => setMore(false)}>
          <ul className="rail-all">
            {places.map((place) => (
              <li key={place.to}>
                <PlaceLink {...place} onClick={() => setMore(false)} />
              </li>
            ))}
          </ul>
        </Dialog>
      )}
      <ul className="rail-foot">
        <li>
          <button type="button" className="rail-item" onClick={onPalette}>
            <Command size={20} aria-hidden="true" />
            <span>Ctrl K</span>
          </button>
        </li>
        <li>
          <button type="button" className="rail-item" onClick={onKeys}>
            <Keyboard size={20} aria-hidden="true" />
            <span>Keys</span>
          </button>
        </li>
        <li>
          <Me />
        </li>
      </ul>
    </nav>
  );
}

function PlaceLink({ to, word, Icon, onClick }: Place & { onClick?: () => void }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      className="rail-item"
      onClick={onClick}
    >
      <Icon size={20} aria-hidden="true" />
      <span>{word}</span>
      {to === '/messages' && <NeedAnswer />}
    </Link>
  );
}
