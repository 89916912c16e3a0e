import { type Unopened as Why, whyUnopened } from '../../platform/http/sealed.ts';

const reasons: Record<Why, string> = {
  no_wrap: 'its key was deleted, or it is sealed to others',
  no_key: 'this browser does not hold the key of that time',
  altered: 'what is stored was altered',
};

/** Why a sealed value is not shown; null where it is, or where there never was one. */
export function unopenedWords(of: object, name: string): string | null {
  const why = whyUnopened(of, name);
  return why ? `Cannot be opened here: ${reasons[why]}.` : null;
}

/** What was sealed, as a quotation; or plainly that it cannot be opened here. */
export function Quoted({
  of,
  name,
  words,
  lang,
}: {
  of: object;
  name: string;
  words: string | null;
  lang?: string;
}) {
  if (words) return <blockquote lang={lang}>{words}</blockquote>;
  const why = unopenedWords(of, name);
  return why && <p className="soft">{why}</p>;
}
