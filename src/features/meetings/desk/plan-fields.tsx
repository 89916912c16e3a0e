import { languageName } from '../../../desk/kit/words.ts';
import type { Form } from './plan-form.ts';

interface Part {
  form: Form;
  change: (part: Partial<Form>) => void;
}

const common = ['en', 'es', 'zh', 'bn', 'ne', 'tl', 'ko', 'ar', 'ht', 'fr', 'ru', 'qug'];

export const DetailFields = ({ form, change }: Part) => (
  <>
    <label className="field">
      <span>Title</span>
      <input
        data-autofocus
        required
        maxLength={120}
        value={form.title}
        onChange={(e) => change({ title: e.currentTarget.value })}
      />
    </label>
    <label className="field">
      <span>What it is about</span>
      <textarea
        rows={2}
        maxLength={2000}
        value={form.about}
        onChange={(e) => change({ about: e.currentTarget.value })}
      />
    </label>
    <label className="field">
      <span>Place</span>
      <input maxLength={300} value={form.place} onChange={(e) => change({ place: e.currentTarget.value })} />
      <small className="soft">
        A room that people can find. It is announced two hours ahead at least: a meeting is no call-out.
      </small>
    </label>
    <label className="field">
      <span>Address to join online</span>
      <input
        type="url"
        maxLength={500}
        placeholder="https://"
        value={form.link}
        onChange={(e) => change({ link: e.currentTarget.value })}
      />
      <small className="soft">Told to who said that they come, and not on the public page.</small>
    </label>
    <label className="field">
      <span>Access</span>
      <input
        maxLength={1000}
        placeholder="Ramp, lift, quiet room, child care, captions"
        value={form.access}
        onChange={(e) => change({ access: e.currentTarget.value })}
      />
    </label>
  </>
);

export const Times = ({ form, change, isNew }: Part & { isNew: boolean }) => (
  <div className="meeting-row">
    <label className="field">
      <span>Day</span>
      <input type="date" required value={form.day} onChange={(e) => change({ day: e.currentTarget.value })} />
    </label>
    <label className="field">
      <span>Begins</span>
      <input
        type="time"
        required
        value={form.start}
        onChange={(e) => change({ start: e.currentTarget.value })}
      />
    </label>
    <label className="field">
      <span>Hours</span>
      <input
        type="number"
        required
        min="0.25"
        max="24"
        step="0.25"
        value={form.hours}
        onChange={(e) => change({ hours: e.currentTarget.value })}
      />
    </label>
    {isNew && (
      <label className="field">
        <span>Again</span>
        <select
          value={form.every}
          onChange={(e) => change({ every: e.currentTarget.value as Form['every'] })}
        >
          <option value="">only once</option>
          <option value="week">every week</option>
          <option value="fortnight">every other week</option>
          <option value="month">every month, the same weekday</option>
        </select>
      </label>
    )}
    {isNew && form.every && (
      <label className="field">
        <span>Times in all</span>
        <input
          type="number"
          min="2"
          max="25"
          value={form.times}
          onChange={(e) => change({ times: e.currentTarget.value })}
        />
      </label>
    )}
  </div>
);

const toggled = (list: string[], code: string) =>
  list.includes(code) ? list.filter((one) => one !== code) : [...list, code];

const Boxes = ({
  legend,
  value,
  onChange,
}: {
  legend: string;
  value: string[];
  onChange: (to: string[]) => void;
}) => (
  <fieldset className="boxes">
    <legend>{legend}</legend>
    {[...new Set([...common, ...value])].map((code) => (
      <label key={code}>
        <input
          type="checkbox"
          checked={value.includes(code)}
          onChange={() => onChange(toggled(value, code))}
        />{' '}
        {languageName(code)}
      </label>
    ))}
  </fieldset>
);

export const LanguageFields = ({ form, change }: Part) => (
  <>
    <Boxes legend="Spoken there" value={form.languages} onChange={(languages) => change({ languages })} />
    <Boxes
      legend="Interpreted into"
      value={form.interpreted}
      onChange={(interpreted) => change({ interpreted })}
    />
  </>
);

export const QuorumFields = ({ form, change }: Part) => (
  <div className="meeting-row">
    <label className="field">
      <span>Places</span>
      <input
        type="number"
        min="1"
        placeholder="no limit"
        value={form.capacity}
        onChange={(e) => change({ capacity: e.currentTarget.value })}
      />
    </label>
    <label className="field">
      <span>Doors</span>
      <input
        type="number"
        min="1"
        max="8"
        value={form.doors}
        onChange={(e) => change({ doors: e.currentTarget.value })}
      />
    </label>
    <label className="field">
      <span>Quorum</span>
      <select
        value={form.quorum}
        onChange={(e) => change({ quorum: e.currentTarget.value as Form['quorum'] })}
      >
        <option value="">no rule</option>
        <option value="share">percent of active members</option>
        <option value="number">a number of members</option>
      </select>
    </label>
    {form.quorum && (
      <label className="field">
        <span>{form.quorum === 'share' ? 'Percent' : 'Members'}</span>
        <input
          type="number"
          min="1"
          max={form.quorum === 'share' ? 100 : 10_000}
          value={form.quorumOf}
          onChange={(e) => change({ quorumOf: e.currentTarget.value })}
        />
      </label>
    )}
  </div>
);
