import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Clock } from '../../../desk/kit/age.tsx';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Empty, Loaded } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Channel, listChannels } from '../contract.ts';
import { MakeChannel } from './make-channel.tsx';
import { ruleWords } from './words.ts';

/** Group channels: what each rule says, and whether its groups are so. */
export function Channels() {
  const query = useCall(listChannels, {}, { every: 60_000 });
  const [making, setMaking] = useState(false);
  return (
    <main className="screen">
      <header className="screen-head">
        <h1>Channels</h1>
        {query.data?.can.includes('make') && query.data.by !== 'nothing' && (
          <VerbButton tone="main" onClick={() => setMaking(true)}>
            Make a channel…
          </VerbButton>
        )}
      </header>
      <p className="lead">
        A channel is a group in Signal, with a rule that says who belongs in it. Its group is looked at every
        ten minutes. Nobody goes in or out by that: a plan shows who would, and a person applies it. Only who
        is removed from the network goes at once.
      </p>
      <Loaded query={query} lines={6}>
        {({ items, by }) =>
          by === 'nothing' && items.length === 0 ? (
            <NoSignal />
          ) : items.length === 0 ? (
            <Empty title="No channel yet">
              Make one with its rule. It may take a group that is there already, or its first plan makes one.
            </Empty>
          ) : (
            <>
              {by === 'nothing' && <NoSignal />}
              {by === 'demo' && (
                <p className="soft">In this demo the groups are made up; nobody’s telephone has them.</p>
              )}
              <ul className="plain-list">
                {items.map((channel) => (
                  <One key={channel.id} channel={channel} />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
      {making && <MakeChannel onClose={() => setMaking(false)} />}
    </main>
  );
}

const NoSignal = () => (
  <Empty title="Signal is not set up on this server">
    Channels are groups in Signal, reached through signal-cli, which runs beside this server. Who runs it
    finds the steps under “Signal” in docs/OPERATING.md: register a number, start signal-cli, set SIGNAL_URL
    and SIGNAL_NUMBER.
  </Empty>
);

/** How a channel stands, in marks that say it in words too. */
export function Standing({ channel }: { channel: Channel }) {
  const { astray, missing, unlocked, groups, trouble, lookedAt, waits } = channel;
  const fine = lookedAt && astray === 0 && missing === 0 && unlocked === 0 && groups > 0;
  return (
    <p className="marks">
      {fine && <Mark tone="good">✓ as its rule says</Mark>}
      {astray > 0 && <Mark tone="needs">▲ {astray} should not be in it</Mark>}
      {unlocked > 0 && <Mark tone="needs">▲ a group is open or lost</Mark>}
      {missing > 0 && <Mark tone="plain">{missing} not in it yet</Mark>}
      {lookedAt && groups === 0 && <Mark tone="plain">no group yet</Mark>}
      {waits === 'apply' && <Mark tone="needs">▲ a plan waits</Mark>}
      {waits === 'approve' && <Mark tone="needs">▲ waits for a second person</Mark>}
      {trouble && <Mark tone="needs">▲ Signal does not answer</Mark>}
    </p>
  );
}

function One({ channel }: { channel: Channel }) {
  const chapterName = useChapterName();
  return (
    <li className="switch-card">
      <h2>
        <Link to="/channels/$id" params={{ id: channel.id }}>
          {channel.name}
        </Link>
      </h2>
      <Standing channel={channel} />
      <p>{ruleWords(channel.rule, chapterName)}</p>
      <p className="soft">
        {channel.inside} of {channel.belong} who belong are in it
        {channel.lookedAt ? (
          <>
            {' '}
            · last looked at <Clock at={channel.lookedAt} />
          </>
        ) : (
          ' · not looked at yet'
        )}
      </p>
    </li>
  );
}
