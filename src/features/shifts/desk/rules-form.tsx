import { useState } from 'react';
import { Choice } from '../../../desk/kit/choice.tsx';
import { useAct } from '../../../desk/kit/query.ts';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { type RotaRules, setRotaRules } from '../contract.ts';
import { minuteOf, textOf } from './words.ts';

const approvals = [
  { id: 'rule', label: 'By rule', hint: 'What keeps to the rules holds at once' },
  { id: 'coordinator', label: 'By a coordinator', hint: 'Each request waits for one' },
] as const;

/** What the network holds to when people take shifts. */
export function RulesForm({ rules }: { rules: RotaRules }) {
  const [restHours, setRest] = useState(rules.restMinutes / 60);
  const [weekHours, setWeek] = useState(rules.weekHours);
  const [noticeHours, setNotice] = useState(rules.noticeHours);
  const [nightFrom, setNightFrom] = useState(rules.nightFrom);
  const [nightUntil, setNightUntil] = useState(rules.nightUntil);
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
  const time = (label: string, minute: number, set: (minute: number) => void) => (
    <label className="field">
      <span>{label}</span>
      <input
        type="time"
        required
        value={textOf(minute)}
        onChange={(event) => event.currentTarget.value && set(minuteOf(event.currentTarget.value))}
      />
    </label>
  );
  return (
    <form
      className="drill-form"
      onSubmit={(event) => {
        event.preventDefault();
        const restMinutes = Math.round(restHours * 60);
        act.run({ body: { restMinutes, weekHours, noticeHours, approval, nightFrom, nightUntil } });
      }}
    >
      <div className="field-row">
        {number('Rest between shifts, hours', restHours, 48, setRest)}
        {number('Most hours in seven days', weekHours, 168, setWeek)}
        {number('Notice to give back, hours', noticeHours, 720, setNotice)}
      </div>
      <div className="field-row">
        {time('Nobody sits alone without a buddy from', nightFrom, setNightFrom)}
        {time('until', nightUntil, setNightUntil)}
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
