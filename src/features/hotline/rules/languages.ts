import names from '../data/languages.json' with { type: 'json' };

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´ʼ]/g, "'")
    .trim();

const known = Object.entries(names)
  .flatMap(([code, all]) => all.map((name) => ({ code, name: plain(name) })))
  // The longest first: "haitian creole" before "creole".
  .sort((a, b) => b.name.length - a.name.length);

/**
 * The language that somebody names, in its own name or in one of ours, as an ISO 639 code; null where none is named. It
 * knows languages that are only spoken too.
 */
export function readLanguage(text: string): string | null {
  const said = plain(text);
  return known.find(({ name }) => isNamed(said, name))?.code ?? null;
}

/** As a word of its own; Chinese has no spaces. */
function isNamed(said: string, name: string): boolean {
  const at = said.indexOf(name);
  if (at < 0) return false;
  if (/\p{Script=Han}/u.test(name)) return true;
  const [before, after] = [said[at - 1] ?? ' ', said[at + name.length] ?? ' '];
  return !/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after);
}
