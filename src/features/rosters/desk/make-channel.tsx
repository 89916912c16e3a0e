import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useChapterName } from '../../../desk/kit/chapters.ts';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type Channel, changeChannel, makeChannel } from '../contract.ts';
import { emptyRule, RuleForm } from './rule-form.tsx';
import { ruleWords } from './words.ts';

export const stale = ['/api/v1/channels', '/api/v1/channel-groups'];

/** A new channel, or another rule for one that is there. */
export function MakeChannel({ channel, onClose }: { channel?: Channel; onClose: () => void }) {
  const navigate = useNavigate();
  const chapterName = useChapterName();
  const [name, setName] = useState(channel?.name ?? '');
  const [rule, setRule] = useState(channel?.rule ?? emptyRule);
  const id = useRef(newId());
  const make = useAct(makeChannel, {
    stale,
    after: (made) => void navigate({ to: '/channels/$id', params: { id: made.id } }),
  });
  const change = useAct(changeChannel, {
    stale,
    done: () => 'The rule is changed. A plan says who goes in or out by it.',
    after: onClose,
  });
  const ready = name.trim().length >= 2;
  const send = () => {
    if (channel) change.run({ params: { id: channel.id }, body: { rule } });
    else make.run({ body: { id: id.current, name: name.trim(), rule } });
  };
  return (
    <Dialog title={channel ? `Who belongs in “${channel.name}”` : 'Make a channel'} onClose={onClose} wide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        {!channel && (
          <label className="field">
            <span>Name, as its group is called in Signal</span>
            <input
              value={name}
              maxLength={60}
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
          </label>
        )}
        <RuleForm rule={rule} onChange={setRule} />
        <p className="soft">{ruleWords(rule, chapterName)}</p>
        <div className="verbs">
          <VerbButton
            submit
            tone="main"
            disabled={!ready}
            busy={make.busy || change.busy}
            why="Give it a name first"
          >
            {channel ? 'Change the rule' : 'Make it'}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
