import { useState } from 'react';
import { VerbButton } from '../../../desk/kit/verb.tsx';
import { newPassphrase, shortestPassphrase } from './ways.ts';

/** A passphrase of one's own or a suggested one, typed once in full. */
export function NewPassphrase(props: {
  title: string;
  onChosen: (passphrase: string) => void;
  onBack?: () => void;
}) {
  const { title, onChosen, onBack } = props;
  const [suggested, setSuggested] = useState(newPassphrase);
  const [typed, setTyped] = useState('');
  const long = typed.trim().length >= shortestPassphrase;
  return (
    <form
      className="stack key-step"
      onSubmit={(event) => {
        event.preventDefault();
        if (long) onChosen(typed);
      }}
    >
      <h2>{title}</h2>
      <p>
        You type it after each sign-in. Nobody can reset it, and the server never sees it. Write this one down
        until you know it, or think of your own with at least {shortestPassphrase} letters that you use
        nowhere else.
      </p>
      <p className="key-words">{suggested}</p>
      <div className="verbs">
        <VerbButton tone="quiet" onClick={() => setSuggested(newPassphrase())}>
          Suggest another
        </VerbButton>
      </div>
      <label className="field">
        <span>Type the passphrase that you will use</span>
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          maxLength={300}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <small className="soft">It is shown while you type. Look who stands behind you.</small>
      </label>
      <div className="verbs">
        <VerbButton
          submit
          tone="main"
          disabled={!long}
          why={`At least ${shortestPassphrase} letters`}
          keyHint="Enter"
        >
          Go on
        </VerbButton>
        {onBack && (
          <VerbButton tone="quiet" onClick={onBack}>
            Cancel
          </VerbButton>
        )}
      </div>
    </form>
  );
}
