import { Mark } from '../../../desk/kit/mark.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { activatePerson, readStanding } from '../contract.ts';
import { VouchList } from './vouch-list.tsx';

/** What is asked for the next level, in words. */
const needs = {
  vouches: 'vouches',
  days: 'days as active',
  trainings: 'certificates',
  references: 'references',
  shadowed: 'shadowed shifts',
  meetings: 'meetings',
};

/** Of one member: trust level with what is missing for the next, and the vouches that they got and gave. */
export function StandingOf({
  id,
  callSign,
  onActive,
}: {
  id: string;
  callSign: string;
  onActive: () => void;
}) {
  const query = useCall(readStanding, { params: { id } });
  const activate = useAct(activatePerson, {
    stale: ['/api/v1/people'],
    done: () => `${callSign} is active now.`,
    after: onActive,
  });
  return (
    <section className="stack">
      <h2>Trust</h2>
      <Loaded query={query}>
        {({ level, next, lacking, vouched, got, gave, can }) => (
          <>
            <p className="marks">
              <Mark tone={level > 0 ? 'good' : 'needs'}>Level {level}</Mark>
              <Mark tone={vouched ? 'good' : 'needs'}>
                {vouched ? '✓ vouched for' : '▲ too few vouches: not asked to go, no role, no closed channel'}
              </Mark>
            </p>
            {next !== null && lacking.length > 0 && (
              <p>
                For level {next} still missing:{' '}
                {lacking.map(({ what, has, of }) => `${needs[what]} (${has} of ${of})`).join(', ')}.
              </p>
            )}
            {can.includes('activate') && (
              <div className="verbs">
                <VerbButton
                  tone="main"
                  busy={activate.busy}
                  onClick={() => activate.run({ params: { id }, body: {} })}
                >
                  Make active
                </VerbButton>
                <small>Needs the conduct agreement signed, and enough vouches.</small>
              </div>
            )}
            <h3>Vouched for by {count(got.filter((v) => !v.withdrawnAt).length, 'member')}</h3>
            <VouchList vouches={got} of="by" />
            {gave.length > 0 && (
              <details>
                <summary>Gave {count(gave.length, 'vouch', 'vouches')} to others</summary>
                <VouchList vouches={gave} of="person" />
              </details>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
