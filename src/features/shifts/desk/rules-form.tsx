import { useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type RotaRules, setRotaRules } from '../contract.ts';

const approvals = [
  { id: 'rule', label: 'By rule', hint: 'What keeps to the rules holds at once' },
  { id: 'coordinator', label: 'By a coordinator', hint: 'Each request waits for one' },
] as const;

/** What the network holds to when people take shifts. */
export function RulesForm({ rules }: { rules: RotaRules }) {
  const [restHours, setRest] = useState(rules.restMinutes / 60);
  const [weekHours, setWeek] = useState(rules.weekHours);
  const [noticeHours, setNotice] = useState(rules.noticeHours);
  const [approval, setApproval] = useState(rules.approval);
  const act = useAct(setRotaRules, {
    stale: ['/api/v1/rota/rules'],
    done: () => 'The rules hold from now on; what stands stays.',
  });
  const number = (label: string, value: number, most: number, set: (value: number) => void) => (
    <label className="field">
      <span>{label}</span>
      <input
        type="number"
        required
        min={0}
        max={most}
        step="any"
        value={value}
        onChange={(event) => set(Number(event.currentTarget.value))}
      />
    </label>
  );
  return (
    <form
      className="drill-form"
      onSubmit={(event) => {
        event.preventDefault();
        act.run({ body: { restMinutes: Math.round(restHours * 60), weekHours, noticeHours, approval } });
      }}
    >
      <div className="field-row">
        {number('Rest between shifts, hours', restHours, 48, setRest)}
        {number('Most hours in seven days', weekHours, 168, setWeek)}
        {number('Notice to give back, hours', noticeHours, 720, setNotice)}
      </div>
      <Choice
        legend="Who takes, gives back or swaps is approved"
        row
        options={approvals}
        value={approval}
        onChange={setApproval}
      />
      <div className="verbs">
        <VerbButton submit busy={act.busy}>
          Keep these rules
        </VerbButton>
      </div>
    </form>
  );
}
