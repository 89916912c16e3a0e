import { z } from 'zod/mini';
import type { Visit } from '../../../platform/http/pages.ts';
import { LANGUAGES } from '../../../platform/i18n/index.ts';
import { newId } from '../../../platform/id.ts';
import { ticked } from '../../../site/index.ts';
import { isEmail, readNumber } from '../../channels/index.ts';
import type { Zone } from '../../places/index.ts';
import { type Application, MEMBERSHIPS, SOURCES, WANTS, type Want } from '../contract.ts';
import { say } from '../messages.ts';
import { PARTS, type Part, windowsOf } from '../rules.ts';

export const WAYS = ['sms', 'signal', 'email'] as const;
type Way = (typeof WAYS)[number];
export const limits = { name: 120, address: 254 };

/** The form as it was filled in, right or wrong: it is shown again as it was. */
export interface Form {
  id: string;
  tag: string;
  wants: Want[];
  kind: (typeof MEMBERSHIPS)[number];
  name: string;
  way: Way;
  address: string;
  languages: string[];
  further: string;
  zoneId: string;
  parts: Part[];
}
export type Errors = Partial<Record<'name' | 'address' | 'zone', string>>;

const isId = z.uuid();
const tagOf = (text = '') => (/^[a-z0-9-]{1,30}$/.test(text) ? text : '');
const among = <T extends string>(all: readonly T[], value: string | undefined, usual: T): T =>
  all.find((one) => one === value) ?? usual;

export function readForm({ query, form, lang, call }: Visit): Form {
  const isSent = form.id !== undefined;
  const offered = call.network.languages;
  return {
    id: isId.safeParse(form.id).success ? form.id! : newId(),
    tag: tagOf(form.from ?? query.from),
    wants: ticked(form, 'wants', WANTS),
    kind: among(MEMBERSHIPS, form.kind, 'member'),
    name: (form.name ?? '').trim(),
    way: among(WAYS, form.way, 'sms'),
    address: (form.address ?? '').trim(),
    languages: isSent ? ticked(form, 'languages', offered) : offered.filter((one) => one === lang),
    further: LANGUAGES.find((one) => one === form.further) ?? '',
    zoneId: form.zone ?? '',
    parts: ticked(form, 'when', PARTS),
  };
}

export async function errorsOf({ lang }: Visit, form: Form, zones: readonly Zone[]): Promise<Errors> {
  const long = (text: string, max: number) => (text.length > max ? say(lang, 'tooLong', { max }) : undefined);
  return {
    name: form.name ? long(form.name, limits.name) : say(lang, 'nameMissing'),
    address: await addressError(lang, form),
    zone: !form.zoneId || zones.some((z) => z.id === form.zoneId) ? undefined : say(lang, 'zoneWrong'),
  };
}

async function addressError(lang: Visit['lang'], { way, address }: Form): Promise<string | undefined> {
  if (!address) return say(lang, 'addressMissing');
  if (address.length > limits.address) return say(lang, 'tooLong', { max: limits.address });
  if (wayOf(way, address) === 'email') return isEmail(address) ? undefined : say(lang, 'emailWrong');
  return (await readNumber(address)) ? undefined : say(lang, 'numberWrong');
}

/** Whoever writes an e-mail address means e-mail, whatever is chosen above it. */
const wayOf = (way: Way, address: string): Way => (address.includes('@') ? 'email' : way);

/** Only for a form without errors. */
export function applicationOf({ lang }: Visit, form: Form, throttled: boolean): Application {
  const languages = [...new Set([...form.languages, form.further].filter(Boolean))];
  return {
    ...{ id: form.id, kind: form.kind, name: form.name, wants: form.wants, throttled },
    // A table at a meeting, a training, a door: where the form was found says how they came.
    source: among(SOURCES.slice(0, 4), form.tag, 'web'),
    addresses: [{ kind: wayOf(form.way, form.address), address: form.address }],
    languages: languages.length > 0 ? languages : [lang],
    ...(form.zoneId && { zoneId: form.zoneId }),
    ...(form.tag && { tag: form.tag }),
    availability: windowsOf(form.parts),
  };
}
