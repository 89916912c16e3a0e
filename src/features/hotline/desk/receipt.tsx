/** The caller's four words, large, to be said twice. */
export const Receipt = ({ words, restricted }: { words: string; restricted: boolean }) => (
  <section className="receipt" aria-label="Receipt" role="status">
    <p>
      {restricted
        ? 'It is with the legal desk now, and only there. The receipt, to be said twice:'
        : 'It is on the board now. The receipt, to be said twice:'}
    </p>
    <p className="receipt-words">{words.replaceAll('-', ' ')}</p>
    <p className="soft">
      With these words they can add something later, or read how it ended. Nobody has to write them down.
    </p>
  </section>
);
