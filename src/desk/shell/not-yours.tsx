import { Link, useLocation } from '@tanstack/react-router';
import type { Role } from '../../features/accounts/contract.ts';
import { hasRole, useSession } from '../kit/session.ts';
import { Empty } from '../kit/states.tsx';
import { type Place, placeAt, usePlaces } from './places.ts';

/** What a screen is for; and whose it is, where that is not the same as of the screen above it. */
const screens: Record<string, { is: string; roles?: Role[] }> = {
  '/': { is: 'what came in, what is being checked and who is out' },
  '/calls': { is: 'taking calls and writing down what callers say' },
  '/calls/log': {
    is: 'which calls came and how they ended',
    roles: ['operator', 'dispatcher', 'coordinator'],
  },
  '/calls/prompts': {
    is: 'what callers hear',
    roles: ['operator', 'dispatcher', 'coordinator', 'admin'],
  },
  '/legal': { is: 'what people told the legal desk alone' },
  '/messages': { is: 'talking with reporters and members, one thread a person' },
  '/map': { is: 'where things are reported and who is near' },
  '/handover': { is: 'passing on what is open when a shift ends' },
  '/people': { is: 'finding members and what they may do' },
  '/people/imports': { is: 'taking over members from a file', roles: ['coordinator', 'admin'] },
  '/people/trust': { is: 'which marks of trust members have', roles: ['coordinator', 'admin'] },
  '/people/exports': { is: 'lists of members that leave as files', roles: ['coordinator', 'admin'] },
  '/people/canaries': { is: 'made-up members that show a leak', roles: ['admin'] },
  '/joining': { is: 'greeting those who want to join' },
  '/joining/alike': { is: 'two entries that may be one person', roles: ['coordinator', 'admin'] },
  '/teams': { is: 'the teams and who is in them' },
  '/channels': { is: 'who is in which group channel, and who should be' },
  '/conduct': { is: 'complaints, suspensions and their reviews' },
  '/pages': { is: 'what waits for somebody, and who was paged for it' },
  '/rota': { is: 'who is on shift when' },
  '/keys': { is: 'the keys that open what is sealed' },
  '/rota/requests': { is: 'members’ requests about shifts', roles: ['coordinator', 'admin'] },
  '/rota/patterns': { is: 'which shifts are needed each week', roles: ['coordinator', 'admin'] },
  '/rota/open-hours': { is: 'when the line is open, step by step', roles: ['coordinator', 'admin'] },
  '/rota/loans': { is: 'lending members to another chapter', roles: ['coordinator', 'admin'] },
  '/rota/hours': { is: 'the hours that members served', roles: ['coordinator', 'admin'] },
  '/drills': { is: 'practising with made-up reports' },
  '/trainings': { is: 'planning training sessions and who attended' },
  '/courses': { is: 'the courses, and how members do in them' },
  '/goals': { is: 'how many people the network needs, and when it gets there' },
  '/incidents': { is: 'the records of incidents that are over' },
  '/stops': { is: 'stopping all call-outs or notices at once' },
  '/holds': { is: 'keeping what a court may ask for' },
  '/kept': { is: 'for how long what is kept' },
  '/delivery': { is: 'which messages arrive, by which way, at what cost' },
  '/delivery/rang': { is: 'whether phones ring when it matters', roles: ['coordinator', 'admin'] },
  '/delivery/contact': { is: 'the contact card that lets us through', roles: ['coordinator', 'admin'] },
  '/sign-in': { is: 'how strict signing in is' },
  '/log': { is: 'what was done here that matters for security, and by whom' },
};

/** In place of a screen that one's roles do not have: what it is for, who has it, and where one may go. */
export function NotYours() {
  const session = useSession();
  const { pathname } = useLocation();
  const places = usePlaces();
  const place = placeAt(pathname);
  const { is, roles = place?.roles ?? [] } = screenAt(pathname) ?? { is: null };
  const mine = session.roles.map(({ role }) => role);
  const isOfRole = hasRole(session, ...roles);
  return (
    <main className="screen">
      <h1>{place?.word ?? 'Another’s screen'}</h1>
      <Empty title={isOfRole ? 'This one is not yours to see' : 'This screen belongs to other roles'}>
        {is && `It is about ${is}. `}
        {isOfRole
          ? 'It may be another chapter’s. Ask a coordinator if you need it.'
          : `${roles.length > 0 ? `${anyOf(roles)} has it; you` : 'You'} are here as ${mine.join(', ')}. Ask a coordinator if you need it. Nothing was changed.`}
      </Empty>
      <nav aria-label="Where you may go">
        <h2>Where you may go</h2>
        <ul className="ways-on">
          {places.map(({ to, word, Icon }: Place) => (
            <li key={to}>
              <Link to={to}>
                <Icon size={16} aria-hidden="true" /> {word}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </main>
  );
}

/** The nearest entry: of this address, or of one above it. */
function screenAt(path: string): { is: string; roles?: Role[] } | undefined {
  for (let at = path; at; at = at.slice(0, at.lastIndexOf('/'))) if (screens[at]) return screens[at];
  return screens[path];
}

const names: Partial<Record<Role, string>> = { legal: 'a member of the legal desk', admin: 'an admin' };
const nameOf = (role: Role) => names[role] ?? `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`;
/** "A coordinator or an admin" */
function anyOf(roles: readonly Role[]): string {
  const said = new Intl.ListFormat('en', { type: 'disjunction' }).format(roles.map(nameOf));
  return said.charAt(0).toUpperCase() + said.slice(1);
}
