import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { count } from '../../../desk/kit/words.ts';
import { type Channel, endChannel, linkGroup, listFreeGroups } from '../contract.ts';
import { stale } from './make-channel.tsx';

/** Takes a group that is there already, of which our account is an admin. */
export function TakeGroup({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const query = useCall(listFreeGroups, {});
  const [group, setGroup] = useState<string | null>(null);
  const link = useAct(linkGroup, {
    stale,
    done: () => 'It is the channel’s now. Nobody has moved.',
    after: onClose,
  });
  return (
    <Dialog title={`A group for “${channel.name}”`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (group) link.run({ params: { id: channel.id }, body: { group } });
        }}
      >
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="There is none to take">
                In Signal, make the network’s account an admin of the group. Then it stands here.
              </Empty>
            ) : (
              <Choice
                legend="Groups that belong to no channel"
                options={items.map((g) => ({
                  id: g.group,
                  label: g.name || 'without a name',
                  hint: count(g.members, 'member'),
                }))}
                value={group}
                onChange={setGroup}
                first
              />
            )
          }
        </Loaded>
        <div className="verbs">
          <VerbButton submit tone="main" disabled={!group} busy={link.busy} why="Choose a group">
            Take it
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}

/** Lets go of a channel; its groups stay as they are. */
export function EndChannel({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const navigate = useNavigate();
  const end = useAct(endChannel, {
    stale,
    done: () => `“${channel.name}” is no channel any more.`,
    after: () => void navigate({ to: '/channels' }),
  });
  return (
    <Dialog title={`Let go of “${channel.name}”?`} onClose={onClose}>
      <div className="stack">
        <p>
          Its groups stay as they are in Signal, with everyone in them, and nobody here looks at them any
          more. Who is removed from the network is not taken out of them.
        </p>
        <div className="verbs">
          <VerbButton tone="main" busy={end.busy} onClick={() => end.run({ params: { id: channel.id } })}>
            Let go of it
          </VerbButton>
          <VerbButton onClick={onClose}>Keep it</VerbButton>
        </div>
      </div>
    </Dialog>
  );
}
