import { useEffect, useState } from 'preact/hooks';
import { Actions, Back, Button, Text, Title } from '../../../field/kit.tsx';
import { CallFailed, call } from '../../../field/send.ts';
import { language, t } from '../../../field/words.ts';
import { LANGUAGES, languageTag } from '../../../platform/i18n/lang.ts';
import type { Found, What } from '../contract.ts';
import { loadWords, type Say, type Word } from './words.ts';

interface Looks {
  hour: { used: number; of: number };
}

const skills = [
  ...(['interpreter', 'teaching', 'driving', 'cooking', 'childcare'] as const),
  ...(['notary', 'first-aid', 'photographer', 'design', 'computers'] as const),
];
const courses = ['rights', 'observer', 'operator', 'verifier', 'firstaid', 'security', 'trainer'] as const;

/** Help for a team that one leads, found by what is needed, with the limits of the desk. */
export function FindHelp({ at }: { at: string }) {
  const teamId = at.slice('findhelp-'.length);
  const [say, setSay] = useState<Say | null>(null);
  const [items, set] = useState<Found[] | null>(null);
  const [looks, count] = useState<Looks | null>(null);
  const [what, choose] = useState<What>({});
  const [trouble, tell] = useState('');
  const [busy, wait] = useState(false);
  const look = async () => {
    const needs = await call<{ items: Found[] }>('needs');
    set(needs.items.filter((one) => one.teamId === teamId));
  };
  const act = async (path: string, body: object, after?: (answer: never) => void) => {
    wait(true);
    tell('');
    try {
      const answer = await call<never>(path, body);
      after?.(answer);
      await look();
    } catch (error) {
      tell((error instanceof CallFailed && error.refusal.detail) || t('failedNext'));
    }
    wait(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen comes
  useEffect(() => {
    void loadWords().then((words) => setSay(() => words));
    look().catch((error) => tell((error instanceof CallFailed && error.refusal.detail) || t('failedNext')));
  }, []);
  if (!say)
    return (
      <>
        <Back />
        <p class="soft">{t('loading')}</p>
      </>
    );
  const find = () =>
    void act('needs', { id: crypto.randomUUID(), teamId, need: what }, (answer: { looks: Looks }) =>
      count(answer.looks),
    );
  return (
    <>
      <Back />
      <Title>{say('findTitle')}</Title>
      <p>{say('findText')}</p>
      <WhatNeeded what={what} choose={choose} say={say} />
      {trouble && (
        <p class="notice" role="alert">
          {trouble}
        </p>
      )}
      <Actions>
        <Button look="main" disabled={busy || Object.keys(what).length === 0} onClick={find}>
          {say('findGo')}
        </Button>
      </Actions>
      <p role="status" class="soft">
        {looks && say('findLooks', { used: looks.hour.used, of: looks.hour.of })}
      </p>
      {items && items.length > 0 && <h2>{say('findBefore')}</h2>}
      {items?.map((found) => (
        <OneFound key={found.id} {...{ found, say, busy }} act={(path, body) => void act(path, body)} />
      ))}
    </>
  );
}

const nameOf = (code: string): string =>
  new Intl.DisplayNames(languageTag(language()), { type: 'language' }).of(code) ?? code;

function WhatNeeded(props: { what: What; choose: (what: What) => void; say: Say }) {
  const { what, choose, say } = props;
  const pick = (key: keyof What, label: Word, options: (readonly [string, string])[]) => (
    <label class="text">
      <span>{say(label)}</span>
      <select
        value={what[key] ?? ''}
        onChange={(event) => {
          const { [key]: _, ...others } = what;
          const value = event.currentTarget.value;
          choose(value ? ({ ...others, [key]: value } as What) : others);
        }}
      >
        <option value="">{say('findAny')}</option>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      {pick(
        'skill',
        'findSkill',
        skills.map((one) => [one, say(`skill.${one}`)]),
      )}
      {pick(
        'language',
        'findLanguage',
        LANGUAGES.map((code) => [code, nameOf(code)]),
      )}
      {pick(
        'course',
        'findCourse',
        courses.map((one) => [one, say(`part.${one}`)]),
      )}
    </>
  );
}

interface FoundProps {
  found: Found;
  say: Say;
  busy: boolean;
  act: (path: string, body: object) => void;
}

function OneFound({ found, say, busy, act }: FoundProps) {
  const { id, need, fit, people, open } = found;
  const [words, write] = useState(found.words ?? '');
  const sought = [
    need.skill && say(`skill.${need.skill}`),
    need.language && nameOf(need.language),
    need.course && say(`part.${need.course}` as Word),
  ].filter(Boolean);
  const stands = { asked: say('findAsked'), yes: say('findYes'), no: say('findNo') };
  return (
    <section class="notice">
      <p>
        <strong>{sought.join(', ')}</strong> {!open && `· ${say('findOver')}`}
        <br />
        <span class="soft">{fit === null ? say('findFew') : say('findFit', { n: fit })}</span>
      </p>
      {people.length === 0 && <p>{say('findNone')}</p>}
      {open && people.some((one) => one.standing === 'found') && (
        <Text
          label={say('findWords')}
          hint={say('findHint')}
          value={words}
          onInput={write}
          rows={2}
          max={300}
        />
      )}
      {people.map(({ personId, callSign, standing }) =>
        standing !== 'found' ? (
          <p key={personId}>
            {callSign} · {stands[standing]}
          </p>
        ) : (
          open && (
            <Button
              key={personId}
              disabled={busy || words.trim().length < 2}
              onClick={() => act(`needs/${id}/asks`, { personId, words: words.trim() })}
            >
              {say('findAsk', { name: callSign })}
            </Button>
          )
        ),
      )}
      {open && people.length > 0 && (
        <Button look="quiet" disabled={busy} onClick={() => act(`needs/${id}/close`, {})}>
          {say('findMet')}
        </Button>
      )}
    </section>
  );
}
