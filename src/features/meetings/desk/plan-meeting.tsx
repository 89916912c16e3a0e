import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { Dialog } from '../../../desk/kit/dialog.tsx';
import { ForChapter } from '../../../desk/kit/for-chapter.tsx';
import { newId } from '../../../desk/kit/id.ts';
import { useAct, useCall } from '../../../desk/kit/query.ts';
import { Trouble } from '../../../desk/kit/states.tsx';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { listZones } from '../../places/contract.ts';
import { type Meeting, saveMeeting } from '../contract.ts';
import { DetailFields, LanguageFields, QuorumFields, Times } from './plan-fields.tsx';
import { blank, bodyOf, type Form, formOf } from './plan-form.ts';
import { AgendaFields, HandoutFields } from './plan-lines.tsx';
import { Which } from './which.tsx';

/** Plans a meeting, or changes one. */
export function PlanMeeting({ meeting, onClose }: { meeting?: Meeting; onClose: () => void }) {
  const navigate = useNavigate();
  const [form, setForm] = useState<Form>(() => (meeting ? formOf(meeting) : blank()));
  const [following, setFollowing] = useState(false);
  const change = (part: Partial<Form>) => setForm((now) => ({ ...now, ...part }));
  const zones = useCall(listZones, {});
  const id = useRef(meeting?.id ?? newId());
  const act = useAct(saveMeeting, {
    stale: ['/api/v1/meetings'],
    quiet: true,
    done: () => (meeting ? 'Saved. Who comes is told once of another time or place.' : 'It is planned.'),
    after: ({ id: made }) => {
      onClose();
      if (!meeting) void navigate({ to: '/meetings/$id', params: { id: made } });
    },
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    act.run({ params: { id: id.current }, body: { ...bodyOf(form), ...(following && { following }) } });
  };
  return (
    <Dialog title={meeting ? 'Change the meeting' : 'Plan a meeting'} onClose={onClose} wide>
      <form className="stack" onSubmit={save}>
        <DetailFields form={form} change={change} />
        <Times form={form} change={change} isNew={!meeting} />
        <ForChapter
          chapters={zones.data?.chapters}
          value={form.chapterId}
          onChange={(chapterId) => change({ chapterId })}
        />
        <Choice
          legend="Who may come"
          row
          options={[
            { id: 'public', label: 'Anybody', hint: 'It stands on the public page' },
            { id: 'members', label: 'Members' },
          ]}
          value={form.audience}
          onChange={(audience) => change({ audience })}
        />
        <Choice
          legend="Press"
          row
          options={[
            { id: 'open', label: 'May come' },
            { id: 'closed', label: 'Closed to the press', hint: 'Its minutes are for members only' },
          ]}
          value={form.press}
          onChange={(press) => change({ press })}
        />
        <LanguageFields form={form} change={change} />
        <QuorumFields form={form} change={change} />
        <AgendaFields items={form.items} onChange={(items) => change({ items })} />
        <HandoutFields handouts={form.handouts} onChange={(handouts) => change({ handouts })} />
        {meeting && (
          <Which
            meeting={meeting}
            following={following}
            onChange={setFollowing}
            hint="What you changed changes there too; what else each of them has of its own stays"
          />
        )}
        {act.problem && <Trouble error={act.problem} />}
        <div className="verbs">
          <VerbButton submit tone="main" busy={act.busy}>
            {meeting ? 'Save' : 'Plan it'}
          </VerbButton>
        </div>
      </form>
    </Dialog>
  );
}
