import { Link } from '@tanstack/react-router';
import { Ellipsis, Keyboard, Search } from 'lucide-react';
import { useId, useState } from 'react';
import { NeedAnswer } from '../../features/threads/desk/badge.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Me } from './me.tsx';
import { type Place, usePlaceGroups } from './places.ts';

/** The screens at the left, by the work they belong to; on a phone four at the foot, and all behind "More". */
export function Rail({ onPalette, onKeys }: { onPalette: () => void; onKeys: () => void }) {
  const [more, setMore] = useState(false);
  return (
    <nav className="rail" aria-label="Screens">
      <Groups />
      <button type="button" className="rail-item rail-more" onClick={() => setMore(true)}>
        <Ellipsis size={20} aria-hidden="true" />
        <span>More</span>
      </button>
      {more && (
        <Dialog title="All screens" onClose={() => setMore(false)}>
          <div className="rail-all">
            <Groups onClick={() => setMore(false)} />
            <button
              type="button"
              className="rail-item"
              onClick={() => {
                setMore(false);
                onPalette();
              }}
            >
              <Search size={16} aria-hidden="true" />
              <span>Find by name</span>
            </button>
          </div>
        </Dialog>
      )}
      <ul className="rail-foot">
        <li>
          <button type="button" className="rail-item" onClick={onPalette} title="Everything by name (Ctrl K)">
            <Search size={18} aria-hidden="true" />
            <span>Find</span>
          </button>
        </li>
        <li>
          <button type="button" className="rail-item" onClick={onKeys} title="The keys of this screen (?)">
            <Keyboard size={18} aria-hidden="true" />
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

function Groups({ onClick }: { onClick?: () => void }) {
  const groups = usePlaceGroups();
  const near = groups.flatMap(({ places }) => places).slice(0, 4);
  const id = useId();
  return (
    <div className="rail-groups">
      {groups.map(({ name, places }, at) => (
        <div key={name}>
          <p id={`${id}${at}`}>{name}</p>
          <ul aria-labelledby={`${id}${at}`}>
            {places.map((place) => (
              <li key={place.to} className={near.includes(place) ? undefined : 'rail-far'}>
                <PlaceLink {...place} onClick={onClick} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
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
      <Icon size={16} aria-hidden="true" />
      <span>{word}</span>
      {to === '/messages' && <NeedAnswer />}
    </Link>
  );
}
