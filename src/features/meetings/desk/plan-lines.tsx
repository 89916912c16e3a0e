import { VerbButton } from '../../../desk/kit/verb.tsx';
import type { ItemPlan } from '../contract.ts';
import { blankItem, type Handout } from './plan-form.ts';

export function AgendaFields({
  items,
  onChange,
}: {
  items: ItemPlan[];
  onChange: (items: ItemPlan[]) => void;
}) {
  const set = (at: number, part: Partial<ItemPlan>) =>
    onChange(items.map((item, n) => (n === at ? { ...item, ...part } : item)));
  return (
    <fieldset className="meeting-lines">
      <legend>Agenda</legend>
      {items.map((item, n) => (
        <div className="meeting-row" key={item.id}>
          <label className="field wide">
            <span className="unseen">{`Item ${n + 1}`}</span>
            <input
              placeholder={`Item ${n + 1}`}
              maxLength={200}
              value={item.title}
              onChange={(e) => set(n, { title: e.currentTarget.value })}
            />
          </label>
          <label className="field">
            <span className="unseen">{`Minutes of item ${n + 1}`}</span>
            <input
              type="number"
              className="minutes"
              min="1"
              max="480"
              value={item.minutes}
              onChange={(e) => set(n, { minutes: Number(e.currentTarget.value) || 1 })}
            />
          </label>
          <label className="field">
            <span className="unseen">{`Who has item ${n + 1}`}</span>
            <input
              placeholder="Who"
              maxLength={80}
              value={item.ownerName ?? ''}
              onChange={(e) => set(n, { ownerId: null, ownerName: e.currentTarget.value || null })}
            />
          </label>
          <VerbButton
            tone="quiet"
            label={`Take out item ${n + 1}`}
            onClick={() => onChange(items.filter((_, other) => other !== n))}
          >
            Take out
          </VerbButton>
        </div>
      ))}
      <VerbButton onClick={() => onChange([...items, blankItem()])}>One more item</VerbButton>
    </fieldset>
  );
}

export function HandoutFields({
  handouts,
  onChange,
}: {
  handouts: Handout[];
  onChange: (handouts: Handout[]) => void;
}) {
  const set = (at: number, part: Partial<Handout>) =>
    onChange(handouts.map((one, n) => (n === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="meeting-lines">
      <legend>Hand-outs</legend>
      {handouts.map((one, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and are only added and changed
        <div className="meeting-row" key={n}>
          <label className="field wide">
            <span className="unseen">{`Hand-out ${n + 1}`}</span>
            <input
              placeholder="What it is"
              maxLength={120}
              value={one.title}
              onChange={(e) => set(n, { title: e.currentTarget.value })}
            />
          </label>
          <label className="field wide">
            <span className="unseen">{`Link of hand-out ${n + 1}`}</span>
            <input
              type="url"
              placeholder="https:// (may be empty)"
              maxLength={500}
              value={one.url}
              onChange={(e) => set(n, { url: e.currentTarget.value })}
            />
          </label>
        </div>
      ))}
      <VerbButton onClick={() => onChange([...handouts, { title: '', url: '' }])}>
        One more hand-out
      </VerbButton>
    </fieldset>
  );
}
