import { Modal } from '@mantine/core';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { KeyHint, useScopes } from '../kit/keys.tsx';
import { capital } from '../kit/words.ts';

/** Every verb of this screen and of the desk, by name. */
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
  const chosen = Math.min(at, verbs.length - 1);
  const run = (index: number) => {
    onClose();
    // After the palette has given the focus back, so that a dialog the verb opens can take it.
    setTimeout(() => verbs[index]?.run(), 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((chosen + step + verbs.length) % Math.max(1, verbs.length));
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
          aria-expanded={verbs.length > 0}
          aria-controls={id}
          aria-activedescendant={verbs.length > 0 ? `${id}-${chosen}` : undefined}
          aria-label="What do you want to do?"
          placeholder="What do you want to do?"
          value={typed}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
        />
        {verbs.length === 0 && <p className="palette-none soft">Nothing by that name. Try another word.</p>}
        <div id={id} hidden={verbs.length === 0} role="listbox" aria-label="Verbs" className="palette-list">
          {verbs.map((verb, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys go through the input (combobox pattern)
            <div
              key={verb.word}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              tabIndex={-1}
              onClick={() => run(index)}
              onMouseMove={() => setAt(index)}
            >
              <span>{capital(verb.word)}</span>
              <small>{verb.scope}</small>
              {verb.key && <KeyHint of={verb.key} />}
            </div>
          ))}
        </div>
      </div>
    </Modal>
  );
}

/** Every typed word begins some word of the name. */
function matches(name: string, typed: string) {
  const words = name.toLowerCase().split(/\s+/);
  const wanted = typed.toLowerCase().trim().split(/\s+/).filter(Boolean);
  return wanted.every((part) => words.some((word) => word.startsWith(part)));
}
