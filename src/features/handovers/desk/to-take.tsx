import { Clock, When } from '../../../desk/kit/age.tsx';
import { useVerbs } from '../../../desk/kit/keys.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Handover, takeHandover } from '../contract.ts';
import { Things } from './things.tsx';
import { inShort } from './words.ts';

const stale = [
  '/api/v1/handovers',
  '/api/v1/me',
  '/api/v1/presence',
  '/api/v1/reports',
  '/api/v1/incidents',
  '/api/v1/threads',
  '/api/v1/session',
];

const why: Record<Handover['state'], string> = {
  offered: 'offers it',
  over: '▲ shift over, not handed over',
  unowned: '▲ left without handing over',
};

/** One desk that waits; the first has the key. */
export function ToTake({ one, first }: { one: Handover; first: boolean }) {
  const act = useAct(takeHandover, {
    stale,
    done: () => `You have taken over from ${one.callSign}: ${inShort(one.things)}.`,
  });
  const may = one.can.includes('take');
  const take = () => act.run({ params: { id: one.id }, body: {} });
  useVerbs('Handover', first && may ? [{ key: 't', word: `Take over from ${one.callSign}`, run: take }] : []);
  return (
    <article className="handover-one" aria-label={`${one.callSign}, ${one.role}`}>
      <h3>
        {one.callSign} <span className="soft">{one.role}</span>
      </h3>
      <p className={one.state === 'offered' ? 'soft' : 'needs'}>
        {why[one.state]}, <When at={one.since} />
        {one.until && one.state === 'offered' && (
          <>
            {' '}
            · shift until <Clock at={one.until} />
          </>
        )}
      </p>
      {one.note && <blockquote className="handover-note">{one.note}</blockquote>}
      <Things things={one.things} label={`Open with ${one.callSign}`} />
      <div className="verbs">
        <VerbButton
          tone="main"
          keyHint={first && may ? 't' : undefined}
          busy={act.busy}
          disabled={!may}
          why="Only a dispatcher or a coordinator takes this over"
          onClick={take}
        >
          Take over from {one.callSign}
        </VerbButton>
      </div>
    </article>
  );
}
