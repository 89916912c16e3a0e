import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useFound } from '../../features/hotline/desk/search.ts';
import { Clock } from '../kit/age.tsx';
import { KeyHint, useScopes } from '../kit/keys.tsx';
import { capital } from '../kit/words.ts';

/** Every verb of this screen and of the desk, by name; and reports by who called, where it was, who was taken. */
export function Palette({ onClose }: { onClose: () => void }) {
  const scopes = useScopes();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const verbs = useMemo(
    () =>
      scopes
        .toReversed()
        .flatMap(({ verbs, name }) => verbs.map((verb) => ({ ...verb, scope: name })))
        .filter((verb, index, every) => {
          const first = every.findIndex(({ word }) => word === verb.word) === index;
          return first && !verb.hidden && verb.key !== 'Control+k' && matches(verb.word, typed);
        }),
    [scopes, typed],
  );
  const found = useFound(typed);
  const navigate = useNavigate();
  const open = ({ ring, report }: (typeof found.hits)[number]) =>
    void (ring === 'legal'
      ? navigate({ to: '/legal', search: { report } })
      : navigate({ to: '/', search: { report } }));
  const runs = [...verbs.map((verb) => verb.run), ...found.hits.map((hit) => () => open(hit))];
  const chosen = Math.min(at, runs.length - 1);
  const run = (index: number) => {
    onClose();
    // After the palette has given the focus back, so that a dialog the verb opens can take it.
    setTimeout(() => runs[index]?.(), 0);
  };
  const option = (index: number) => ({
    id: `${id}-${index}`,
    role: 'option',
    'aria-selected': index === chosen,
    tabIndex: -1,
    onClick: () => run(index),
    onMouseMove: () => setAt(index),
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((chosen + step + runs.length) % Math.max(1, runs.length));
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Everything by name"
      className="palette-modal"
      withCloseButton={false}
      padding={0}
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
      lockScroll={false}
    >
      <div className="palette">
        <input
          className="palette-input"
          data-autofocus
          role="combobox"
          aria-expanded={runs.length > 0}
          aria-controls={id}
          aria-activedescendant={verbs.length > 0 ? `${id}-${chosen}` : undefined}
          aria-label="Do something, or find a person, a place, a number"
          placeholder="Do something, or find a person, a place, a number"
          value={typed}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
        />
        {runs.length === 0 && <p className="palette-none soft">{nothing[found.state]}</p>}
        <div id={id} hidden={runs.length === 0} role="listbox" aria-label="Found" className="palette-list">
          {verbs.map((verb, index) => (
            <div key={verb.word} {...option(index)}>
              <span>{capital(verb.word)}</span>
              <small>{verb.scope}</small>
              {verb.key && <KeyHint of={verb.key} />}
            </div>
          ))}
          {found.hits.map((hit, place) => (
            <div key={hit.report} {...option(verbs.length + place)}>
              <span className="cut">{hit.title || 'A report'}</span>
              <small>
                {hit.ring === 'legal' ? 'Intake' : 'Report'} · <Clock at={hit.at} />
              </small>
            </div>
          ))}
        </div>
        {runs.length > 0 && saying[found.state] && (
          <p className="palette-none soft" role="status">
            {saying[found.state]}
          </p>
        )}
      </div>
    </Modal>
  );
}

const nothing = {
  idle: 'Nothing by that name. Try another word.',
  searching: 'Looking through reports…',
  done: 'Nobody by that name, no place and no number. Try another spelling. What was seen is not searched.',
  failed: 'Nothing by that name. Reports could not be searched: is the desk online and unlocked?',
};
const saying = {
  ...nothing,
  idle: null,
  done: null,
  failed: 'Reports could not be searched just now.',
};

/** Every typed word begins some word of the name. */
function matches(name: string, typed: string) {
  const words = name.toLowerCase().split(/\s+/);
  const wanted = typed.toLowerCase().trim().split(/\s+/).filter(Boolean);
  return wanted.every((part) => words.some((word) => word.startsWith(part)));
}
