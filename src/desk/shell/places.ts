import {
  Archive,
  ArrowRightLeft,
  BellRing,
  CalendarClock,
  DoorOpen,
  GraduationCap,
  Handshake,
  HeartHandshake,
  Hourglass,
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
  Speech,
  Target,
  UserPlus,
  Users,
} from 'lucide-react';
import type { Role } from '../../features/accounts/contract.ts';
import { hasRole, LINE, useSession } from '../kit/session.ts';

const place = <To extends string>(to: To, word: string, Icon: LucideIcon, roles?: Role[]) => ({
  to,
  word,
  Icon,
  /** Who has it; everyone at the desk where it is left out. */
  roles,
});

/** By the work they belong to. Who has no board begins at the first that is theirs. */
const groups = [
  {
    name: 'Now',
    places: [
      place('/', 'Board', LayoutGrid, ['operator', 'dispatcher', 'coordinator']),
      place('/calls', 'Calls', Phone, ['operator', 'dispatcher']),
      place('/legal', 'Legal desk', Scale, ['legal']),
      place('/messages', 'Messages', MessagesSquare, ['operator', 'dispatcher', 'coordinator', 'legal']),
      place('/map', 'Map', MapIcon, ['operator', 'dispatcher', 'coordinator', 'legal']),
      place('/handover', 'Handover', ArrowRightLeft, ['operator', 'dispatcher', 'coordinator']),
    ],
  },
  {
    name: 'Members',
    places: [
      place('/people', 'People', Users, ['coordinator', 'admin', 'dispatcher', 'operator', 'legal']),
      place('/joining', 'Joining', UserPlus, ['coordinator', 'admin', 'trainer']),
      place('/teams', 'Teams', HeartHandshake, ['coordinator', 'trainer', 'dispatcher', 'operator', 'admin']),
      place('/channels', 'Channels', MessageSquareLock, ['coordinator', 'admin']),
      place('/conduct', 'Conduct', Handshake, ['coordinator', 'counsel', 'admin']),
    ],
  },
  {
    name: 'Duty',
    places: [
      place('/rota', 'Rota', CalendarClock, LINE),
      place('/pages', 'Paging', BellRing, ['operator', 'dispatcher', 'coordinator', 'legal', 'admin']),
      place('/drills', 'Drills', Play, ['dispatcher', 'coordinator', 'admin']),
    ],
  },
  {
    name: 'Learn and meet',
    places: [
      place('/trainings', 'Trainings', Presentation, ['trainer', 'coordinator', 'admin']),
      place('/courses', 'Courses', GraduationCap, ['trainer', 'coordinator', 'admin']),
      place('/meetings', 'Meetings', Speech),
      place('/goals', 'Goals', Target, ['coordinator', 'trainer', 'admin']),
    ],
  },
  {
    name: 'Network',
    places: [
      place('/incidents', 'Past incidents', Archive, ['dispatcher', 'coordinator', 'legal']),
      place('/stops', 'Stop switch', OctagonPause, ['counsel', 'coordinator', 'admin', 'dispatcher']),
      place('/holds', 'Legal holds', Lock, ['legal', 'counsel', 'coordinator', 'admin']),
      place('/kept', 'What is kept', Hourglass, ['counsel', 'coordinator', 'admin']),
      place('/delivery', 'Delivery', Send, ['dispatcher', 'coordinator', 'admin']),
      place('/sign-in', 'Sign-in', DoorOpen, ['admin']),
      place('/log', 'Audit log', ScrollText, ['admin']),
      place('/keys', 'Keyring', KeyRound, LINE),
    ],
  },
];
export type Place = (typeof groups)[number]['places'][number];

/** The place that an address lies in: its own, or the nearest above it. */
export const placeAt = (path: string): Place | undefined =>
  groups
    .flatMap(({ places }) => places as Place[])
    .filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)))
    .sort((a, b) => b.to.length - a.to.length)[0];

/** The screens that this person's roles have; groups of which they have none are left out. */
export function usePlaceGroups(): { name: string; places: Place[] }[] {
  const session = useSession();
  return groups
    .map(({ name, places }) => ({
      name,
      places: (places as Place[]).filter(({ roles }) => !roles || hasRole(session, ...roles)),
    }))
    .filter(({ places }) => places.length > 0);
}

export const usePlaces = (): Place[] => usePlaceGroups().flatMap(({ places }) => places);
