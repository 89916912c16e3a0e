import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { capital } from '../../../desk/kit/words.ts';
import { rings as allRings, type Ring } from '../../../platform/seal/index.ts';
import { listRingKeys, type Mine } from '../contract.ts';
import { leaving, ringsLosing, takenFrom } from '../rules.ts';
import type { Read } from './roll.ts';
import { usePropose } from './use-key.tsx';
import { ringWords } from './words.ts';

/** Who holds each ring's key: the server still, or its members. */
export function Rings({ mine, read }: { mine: Mine; read: Read }) {
  const keys = useCall(listRingKeys, {});
  const { put, asking, busy } = usePropose(mine, read);
  const { roll, list } = read;
  if (!roll || roll.hashes.length < 2) return null;
  const mayBegin = (ring: Ring) =>
    !list.draft && (mine.admin || mine.rings.includes(ring)) && roll.members.has(mine.account);
  const holders = (ring: Ring) =>
    [...roll.members.values()].filter(({ rings }) => rings.includes(ring)).length;
  const former = (ring: Ring) => list.known.filter((one) => one.ring === ring);
  const named = (ring: Ring) => former(ring).map((epoch) => ({ act: 'epoch' as const, ...epoch }));
  const wrong = keys.data?.items.some(({ ring, epoch, publicKey }) => {
    const listed = roll.epochs.get(ring)?.at(-1);
    return listed && epoch >= listed.epoch && listed.key !== publicKey;
  });
  return (
    <section className="stack">
      <h2>Rings</h2>
      {wrong && <p role="alert">▲ The server seals to a key that the list does not name. Tell two admins.</p>}
      <div className="switches">
        {allRings.map((ring) => {
          const now = roll.epochs.get(ring)?.at(-1);
          return (
            <section key={ring} className="switch-card">
              <h3>{capital(ringWords[ring])}</h3>
              <p>
                {now ? (
                  <Mark tone="good">✓ held by its members, epoch {now.epoch}</Mark>
                ) : former(ring).length > 0 ? (
                  <Mark tone="needs">▲ held by its members, not on this list yet</Mark>
                ) : (
                  <Mark tone="needs">▲ the server holds its key</Mark>
                )}
              </p>
              <p className="soft">
                {holders(ring) === 0
                  ? 'Nobody of this ring is on the list yet.'
                  : `${holders(ring)} on the list read${holders(ring) === 1 ? 's' : ''} it.`}
              </p>
              {mayBegin(ring) && holders(ring) > 0 && (
                <VerbButton
                  tone={now ? 'quiet' : undefined}
                  busy={busy}
                  onClick={() =>
                    now || former(ring).length === 0 ? put([], { rings: [ring] }) : put(named(ring))
                  }
                >
                  {now
                    ? 'Begin a new epoch'
                    : former(ring).length > 0
                      ? 'Take it over from the former list'
                      : 'Let its members take it over'}
                </VerbButton>
              )}
            </section>
          );
        })}
      </div>
      {asking}
    </section>
  );
}

/** Who was removed, or has fewer roles, and still stands on the list: signed away, with new epochs of their rings. */
export function Removed({ mine, read }: { mine: Mine; read: Read }) {
  const { put, asking, busy } = usePropose(mine, read);
  const { list, roll } = read;
  const acts = roll ? leaving(list, roll) : [];
  if (!roll || acts.length === 0 || list.draft) return null;
  const rings = ringsLosing(roll, acts);
  const gone = takenFrom(roll, acts).map((account) => roll.members.get(account)?.callSign ?? 'someone');
  return (
    <section className="switch-card">
      <h2>
        <Mark tone="needs">▲ to be signed away: {gone.join(', ')}</Mark>
      </h2>
      <p>
        They were removed, or have fewer roles than the list says. The server gives them no more than their
        roles do.{' '}
        {rings.length > 0
          ? `Signing it begins a new epoch of ${rings.map((ring) => ringWords[ring]).join(' and ')}, which they cannot open even with what they kept.`
          : 'Signing it brings the list up to date.'}
      </p>
      {roll.members.has(mine.account) && (
        <div className="verbs">
          <VerbButton tone="main" busy={busy} onClick={() => put(acts)}>
            {mine.admin ? 'Sign the removal' : 'Propose it to the admins'}
          </VerbButton>
        </div>
      )}
      {asking}
    </section>
  );
}
