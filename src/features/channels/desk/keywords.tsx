import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { count, languageName } from '../../../desk/kit/words.ts';
import { readKeywords } from '../contract.ts';

/** The words by which texts are read, so that who speaks a language can look whether they are right. */
export function Keywords() {
  const query = useCall(readKeywords, {});
  return (
    <Loaded query={query} lines={2}>
      {({ written, spoken }) => {
        const unseen = written.filter(({ reviewed }) => !reviewed).length;
        return (
          <section className="stack">
            <h2>What is read in texts</h2>
            <p className="soft">
              STOP, START, HELP, YES and NO are understood in {count(written.length, 'language')}; in {unseen}{' '}
              of them nobody who speaks it has looked at the words yet. Capitals, accents and vowel points do
              not matter. Whoever knows better corrects src/features/channels/data/keywords.
            </p>
            <details>
              <summary>The words</summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
              <div className="table-scroll" tabIndex={0}>
                <table className="table ways-table">
                  <thead>
                    <tr>
                      <th scope="col">Language</th>
                      <th scope="col">Yes</th>
                      <th scope="col">No</th>
                      <th scope="col">Stop</th>
                      <th scope="col">Start</th>
                      <th scope="col">Help</th>
                    </tr>
                  </thead>
                  <tbody>
                    {written.map(({ code, name, reviewed, ...words }) => (
                      <tr key={code}>
                        <th scope="row">
                          {name}
                          {!reviewed && (
                            <>
                              <br />
                              <Mark tone="plain">not looked at</Mark>
                            </>
                          )}
                        </th>
                        {([words.yes, words.no, words.stop, words.start, words.help] as const).map(
                          (list, i) => (
                            // biome-ignore lint/suspicious/noArrayIndexKey: one cell for each column
                            <td key={i} lang={code} dir="auto">
                              {list.slice(0, 4).join(' · ')}
                            </td>
                          ),
                        )}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </details>
            <p className="soft">
              {spoken.map(({ code }) => languageName(code)).join(', ')} are spoken and hardly written on
              telephones: no carrier takes texts in them. Who speaks one is texted in Spanish or English, and
              called or sent a recording where it matters.
            </p>
          </section>
        );
      }}
    </Loaded>
  );
}
