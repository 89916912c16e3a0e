import { Link } from '@tanstack/react-router';
import { Age } from '../../../desk/kit/age.tsx';
import type { Thing } from '../contract.ts';
import { nameOf } from './words.ts';

/** What is open, each with the way to it. */
export function Things({ things, label }: { things: readonly Thing[]; label: string }) {
  if (things.length === 0) return <p className="soft">Nothing is open.</p>;
  return (
    <ul className="plain-list" aria-label={label}>
      {things.map((thing) => (
        <li key={`${thing.kind} ${thing.id}`}>
          <To thing={thing} />
          {thing.at && <Age at={thing.at} />}
        </li>
      ))}
    </ul>
  );
}

function To({ thing }: { thing: Thing }) {
  const { kind, id } = thing;
  const name = nameOf(thing);
  if (kind === 'incident')
    return (
      <Link to="/" search={{ incident: id }}>
        {name}
      </Link>
    );
  if (kind === 'report')
    return (
      <Link to="/" search={{ report: id }}>
        {name}
      </Link>
    );
  if (kind === 'thread')
    return (
      <Link to="/messages" search={{ thread: id }}>
        {name}
      </Link>
    );
  if (kind === 'callback') return <Link to="/messages">{name}</Link>;
  return <Link to="/calls">{name}</Link>;
}
