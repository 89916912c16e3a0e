import { Mark } from '../../../desk/kit/mark.tsx';
import { useCall } from '../../../desk/kit/query.ts';
import { Loaded } from '../../../desk/kit/states.tsx';
import { capital, count, languageName } from '../../../desk/kit/words.ts';
import type { Answer } from '../../../platform/http/endpoint.ts';
import { readKeywords } from '../contract.ts';

type Words = Answer<typeof readKeywords>;

/** The words by which texts are read, so that who speaks a language can look whether they are right. */
export function Keywords() {
  const query = useCall(readKeywords, {});
  return (
    <Loaded query={query} lines={2}>
      {({ own, written, spoken }) => (
        <section className="stack">
          <h2>What is read in texts</h2>
          <p className="soft">
            STOP, START, HELP, YES and NO in Latin letters are understood from everybody, and everyday words
            for them in {count(written.length, 'language')}. Capitals, accents and vowel points do not matter.
          </p>
          <OwnLanguages own={own} />
          <details>
            <summary>The words</summary>
            <WordTable written={written} />
          </details>
          <p className="soft">
            {spoken.map(({ code }) => languageName(code)).join(', ')} are spoken and hardly written on
            telephones: no carrier takes texts in them. Who speaks one is texted in the language beside it, or
            in English, and called or sent a recording where it matters.
          </p>
        </section>
      )}
    </Loaded>
  );
}

const readings: Record<Words['own'][number]['reading'], { tone: 'good' | 'needs' | 'plain'; word: string }> =
  {
    reviewed: { tone: 'good', word: '✓ looked at by a speaker' },
    unreviewed: { tone: 'needs', word: '▲ looked at by no speaker' },
    none: { tone: 'plain', word: 'no words of its own' },
  };

/** Which languages of this network are read by words that nobody who speaks them has looked at. */
function OwnLanguages({ own }: { own: Words['own'] }) {
  const unseen = own.filter(({ reading }) => reading === 'unreviewed');
  return (
    <>
      {unseen.length > 0 && (
        <p>
          <span className="needs">
            ▲ In {unseen.length} of this network’s {count(own.length, 'language')}
          </span>{' '}
          nobody who speaks it has looked at the words: {unseen.map((o) => languageName(o.code)).join(', ')}.
          A “stop” or a “yes” in one of them may be missed, and goes to the desk as any other text. Have a
          speaker read the words below, then correct their file in src/features/channels/data/keywords and set
          “reviewed”.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className="table-scroll" tabIndex={0}>
        <table className="table ways-table">
          <caption className="unseen">Languages of this network</caption>
          <thead>
            <tr>
              <th scope="col">Language</th>
              <th scope="col">Members</th>
              <th scope="col">Its words</th>
              <th scope="col">We write in</th>
            </tr>
          </thead>
          <tbody>
            {own.map(({ code, members, reading, textsIn }) => (
              <tr key={code}>
                <th scope="row">{capital(languageName(code))}</th>
                <td>{members}</td>
                <td>
                  <Mark tone={readings[reading].tone}>{readings[reading].word}</Mark>
                </td>
                <td>{languageName(textsIn)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function WordTable({ written }: { written: Words['written'] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
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
              {([words.yes, words.no, words.stop, words.start, words.help] as const).map((list, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one cell for each column
                <td key={i} lang={code} dir="auto">
                  {list.slice(0, 4).join(' · ')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
