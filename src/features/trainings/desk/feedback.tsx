const names = ['bad', 'poor', 'middling', 'good', 'very good'];

/** What people thought, without names. */
export function FeedbackShown({ counts, words }: { counts: number[]; words: string[] }) {
  const all = counts.reduce((sum, n) => sum + n, 0);
  if (all === 0) return null;
  return (
    <section>
      <h2>What they thought</h2>
      <ul className="plain-list" aria-label="Ratings">
        {names
          .map((name, n) => ({ name, n: counts[n]! }))
          .toReversed()
          .filter(({ n }) => n > 0)
          .map(({ name, n }) => (
            <li key={name}>
              <span>
                {name}: <strong>{n}</strong>
              </span>
            </li>
          ))}
      </ul>
      {words.map((text) => (
        <blockquote key={text}>{text}</blockquote>
      ))}
    </section>
  );
}
