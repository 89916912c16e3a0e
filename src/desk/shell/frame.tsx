import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { branchKey } from '../../features/hotline/desk/branches.ts';
import { barred } from '../kit/barred.ts';
import { useVerbs } from '../kit/keys.tsx';
import { later } from '../kit/later.tsx';
import { NoticeList } from '../kit/notice-list.tsx';
import { useSession } from '../kit/session.ts';
import { useStore } from '../kit/store.ts';
import { undo } from '../kit/undo.ts';
import { followEvents } from '../live.ts';
import { Banners } from './banners.tsx';
import { placeAt, usePlaces } from './places.ts';
import { Rail } from './rail.tsx';
import { StatusLine } from './status-line.tsx';

const loadPalette = () => import('./palette.tsx').then((module) => module.Palette);
const Palette = later(loadPalette, 1);
const loadKeys = () => import('./keys-help.tsx').then((module) => module.KeysHelp);
const KeysHelp = later(loadKeys, 1);
const loadConfirm = () => import('./confirm-dialog.tsx');
const NotYours = later(() => import('./not-yours.tsx').then((module) => module.NotYours));

/**
 * Whether the roles of this person have the screen at this address: as its place says, or as the server answered. What
 * they had when they came stays, so that nothing that they type goes with a role.
 */
function useIsOurs(): boolean {
  const { roles } = useSession();
  const { pathname } = useLocation();
  const had = useRef('');
  const refused = useStore(barred);
  if (refused?.at === location.pathname && refused.roles === roles) return false;
  const place = placeAt(pathname);
  // Who has no board begins elsewhere: the board sends them there.
  const isOurs =
    place?.to !== pathname ||
    pathname === '/' ||
    !place.roles ||
    roles.some(({ role }) => place.roles!.includes(role));
  if (isOurs) had.current = pathname;
  return isOurs || had.current === pathname;
}

/** What every screen stands in: rail, banners, the screen, status line; and the keys that work everywhere. */
export function Frame() {
  const [over, setOver] = useState<'palette' | 'keys' | null>(null);
  const navigate = useNavigate();
  const places = usePlaces();
  const isOurs = useIsOurs();
  useEffect(followEvents, []);
  // After the board is there, so that they are at hand when the connection is gone.
  useEffect(() => void Promise.all([loadPalette(), loadKeys(), loadConfirm()]).catch(() => null), []);
  useVerbs('Everywhere', [
    { key: 'Control+k', word: 'Everything by name', run: () => setOver('palette') },
    { key: '?', word: 'List the keys', run: () => setOver('keys') },
    ...(places.some(({ to }) => to === '/calls')
      ? [
          { key: 'r', word: 'New phoned-in report', run: () => void navigate({ to: '/calls' }) },
          {
            ...branchKey,
            key: 'Control+b',
            run: () => {
              void navigate({ to: '/calls' });
              branchKey.run();
            },
          },
        ]
      : []),
    { key: 'u', word: 'Undo', run: undo },
    ...places.map(({ to, word }) => ({ word: `Go to ${word}`, run: () => void navigate({ to }) })),
  ]);
  return (
    <div className="desk">
      <a className="skip" href="#screen">
        Skip to the screen
      </a>
      <Rail onPalette={() => setOver('palette')} onKeys={() => setOver('keys')} />
      <div className="desk-main">
        <Banners />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
        <div id="screen" className="desk-screen" tabIndex={0}>
          {isOurs ? <Outlet /> : <NotYours />}
        </div>
        <NoticeList />
      </div>
      <StatusLine />
      {over === 'palette' && <Palette onClose={() => setOver(null)} />}
      {over === 'keys' && <KeysHelp onClose={() => setOver(null)} />}
    </div>
  );
}
