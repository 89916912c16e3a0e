import { useState } from 'preact/hooks';
import { Actions, Button } from '../../../field/kit.tsx';
import { SKILLS, type Skill } from '../contract.ts';
import type { Doing } from './teams.tsx';

/** Off until one says so; what one can do is said with it, and goes with it. */
export function Findable({ skills, doing }: { skills: Skill[] | null; doing: Doing }) {
  const { say, busy, act } = doing;
  const [can, setCan] = useState<Skill[]>(skills ?? []);
  const toggle = (skill: Skill) =>
    setCan(can.includes(skill) ? can.filter((s) => s !== skill) : [...can, skill]);
  const choose = (chosen: Skill[] | null) => void act('me/findable', { skills: chosen }, say('saved'));
  return (
    <section>
      <h2>{say('found')}</h2>
      <p>{say(skills ? 'foundOn' : 'foundOff')}</p>
      <fieldset>
        <legend>{say('can')}</legend>
        <div class="grid">
          {SKILLS.map((skill) => (
            <label key={skill} class="option">
              <input type="checkbox" checked={can.includes(skill)} onChange={() => toggle(skill)} />
              <span>{say(`skill.${skill}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Actions>
        <Button disabled={busy} onClick={() => choose(can)}>
          {say(skills ? 'save' : 'findMe')}
        </Button>
        {skills && (
          <Button look="quiet" disabled={busy} onClick={() => choose(null)}>
            {say('hide')}
          </Button>
        )}
      </Actions>
    </section>
  );
}
