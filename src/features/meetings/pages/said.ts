import type { Lang } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import * as commands from '../commands.ts';
import { byId } from '../contract.ts';
import { say } from '../messages.ts';
import type { Contact } from '../store.ts';

/** What somebody wrote into the form of a page. */
export interface Said {
  id: string;
  name?: string;
  contact?: string;
  access?: string;
  code?: string;
}

const most = { name: 80, contact: 200, access: 500, code: 60 } as const;

/** Reads a form. What is wrong is said field by field; what was written stays as it was. */
export async function readForm(
  lang: Lang,
  form: Record<string, string>,
): Promise<{ said: Required<Said>; contact: Contact | null; errors: Record<string, string> }> {
  const given = byId.safeParse({ id: form.id });
  const text = (name: keyof typeof most) => (form[name] ?? '').trim();
  const said = {
    id: given.success ? given.data.id : newId(),
    ...{ name: text('name'), contact: text('contact'), access: text('access'), code: text('code') },
  };
  const errors: Record<string, string> = {};
  for (const [name, length] of Object.entries(most))
    if (text(name as keyof typeof most).length > length) errors[name] = say(lang, 'tooLong');
  const contact = said.contact && !errors.contact ? await commands.readContact(said.contact) : null;
  if (said.contact && !contact) errors.contact ??= say(lang, 'contactWrong');
  return { said, contact, errors };
}
