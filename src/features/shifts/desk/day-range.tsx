/** Two days and what lies between. */
export function DayRange(props: {
  value: { from: string; to: string };
  onChange: (value: { from: string; to: string }) => void;
}) {
  const { value, onChange } = props;
  return (
    <div className="field-row">
      <label className="field">
        <span>From</span>
        <input
          type="date"
          data-autofocus
          required
          value={value.from}
          onChange={(event) => onChange({ ...value, from: event.currentTarget.value })}
        />
      </label>
      <label className="field">
        <span>Up to and with</span>
        <input
          type="date"
          required
          value={value.to}
          onChange={(event) => onChange({ ...value, to: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}
