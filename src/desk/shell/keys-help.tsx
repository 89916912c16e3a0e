import { Dialog } from '../kit/dialog.tsx';
import { KeyHint, keysOn, turnKeys, useScopes } from '../kit/keys.tsx';
import { useStore } from '../kit/store.ts';

/** The keys that work right now, and the switch for single keys. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const scopes = useScopes().toReversed();
  const on = useStore(keysOn);
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <label className="switch">
        <input type="checkbox" checked={on} onChange={(event) => turnKeys(event.currentTarget.checked)} />
        <span>Single keys work (turn off for speech input); Ctrl K always does</span>
      </label>
      <p className="soft">
        While you type, Esc leaves the field, so that single keys work; keys with Ctrl work always.
      </p>
      <div className="keys-help">
        {scopes.map(({ name, verbs }) => {
          const listed = verbs.filter(({ key, hidden }) => key && !hidden);
          if (listed.length === 0) return null;
          return (
            <section key={name}>
              <h3>{name}</h3>
              <dl>
                {listed.map(({ key, word }) => (
                  <div key={key}>
                    <dt>
                      <KeyHint of={key!} />
                      <span className="unseen">{key}</span>
                    </dt>
                    <dd>{word}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
