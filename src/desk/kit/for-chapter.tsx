/** Whom something is for: the whole network, or one of its chapters. */
export function ForChapter({
  chapters = [],
  value,
  onChange,
}: {
  chapters?: readonly { id: string; name: string }[] | undefined;
  value: string | null;
  onChange: (chapterId: string | null) => void;
}) {
  return (
    <label className="field">
      <span>For</span>
      <select value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value || null)}>
        <option value="">the whole network</option>
        {chapters.map((chapter) => (
          <option key={chapter.id} value={chapter.id}>
            {chapter.name}
          </option>
        ))}
      </select>
    </label>
  );
}
