import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';
import { LANGS, languageTag } from '../src/platform/i18n/index.ts';

const src = join(import.meta.dirname, '../src');
/** Words in ICU MessageFormat: those beside a `messages.ts`, or of the site. */
const folders = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((f) => f.name === 'en.json' && f.parentPath.endsWith('/messages'))
  .map((f) => f.parentPath)
  .filter((folder) => existsSync(join(dirname(folder), 'messages.ts')) || folder.endsWith('site/messages'));

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** Names of what a message is given. */
function namesOf(ast: Ast): string[] {
  return ast.flatMap((part) => [
    ...('value' in part && part.type !== 0 ? [part.value] : []),
    ...('options' in part ? Object.values(part.options).flatMap(({ value }) => namesOf(value)) : []),
  ]);
}

const read = (folder: string, lang: string) =>
  JSON.parse(readFileSync(join(folder, `${lang}.json`), 'utf8')) as Record<string, string>;

const all = folders.flatMap((folder) =>
  LANGS.flatMap((lang) =>
    Object.entries(read(folder, lang)).map(([key, text]) => ({
      ...{ folder, lang, key, text, name: `${relative(src, folder)}/${lang}.json ${key}` },
    })),
  ),
);

it('finds them', () => expect(all.length).toBeGreaterThan(1500));

it('each message parses, with an "other" for whatever it chooses by', () => {
  for (const { lang, text, name } of all)
    expect(() => new IntlMessageFormat(text, languageTag(lang)), name).not.toThrow();
});

it('no language asks for what the others are not given', () => {
  for (const { folder, lang, key, text, name } of all) {
    const given = new Set(namesOf(new IntlMessageFormat(read(folder, 'en')[key]!, 'en').getAst()));
    const asked = namesOf(new IntlMessageFormat(text, languageTag(lang)).getAst());
    expect(
      asked.filter((one) => !given.has(one)),
      name,
    ).toEqual([]);
  }
});

/**
 * Nobody's gender is kept here, so whoever is spoken to is spoken to in words that fit anyone: "Le damos la bienvenida",
 * not "Bienvenido/a".
 */
it('Spanish speaks to a person in words that fit anyone', () => {
  const gendered =
    /[a-zñ][oa]s?\/[ao]s?\b|[a-zñ]@s?\b|\b(está|estás|esté|quede|quédese) (listo|lista|solo|sola|ocupado|ocupada|invitado|invitada|registrado|registrada|conectado|conectada)\b|\bbienvenid[oa]\b/iu;
  for (const { lang, text, name } of all)
    if (lang === 'es') expect(gendered.exec(text)?.[0], name).toBeUndefined();
});
