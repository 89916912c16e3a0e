import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

export interface Tag {
  name: string;
  at: Record<string, string>;
  text: string;
  inside: Tag[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (text: string) => text.replace(/&(#?\w+);/g, (_, name: string) => entities[name] ?? '?');

/**
 * Reads the TwiML that we are sent. The carrier's own package is the referee: it throws for a verb, a nesting, an attribute
 * or a value that the package does not know, and for a document that differs from the one which the package writes of it.
 */
export function readTwiml(xml: string): Tag[] {
  const tags = tagsOf(xml);
  const rebuilt = new VoiceResponse();
  for (const tag of tags) build(rebuilt, tag);
  if (spelt(xml) !== spelt(rebuilt.toString()))
    throw new Error(`not as the carrier’s package writes it:\n${xml}\n${rebuilt}`);
  return tags;
}

function tagsOf(xml: string): Tag[] {
  const root: Tag = { name: '', at: {}, text: '', inside: [] };
  const open = [root];
  for (const [, end, name, at, alone, text] of xml
    .replace(/^<\?xml[^>]*\?>/, '')
    .matchAll(/<(\/?)(\w+)((?:\s+\w+="[^"<]*")*)\s*(\/?)>|([^<]+)/g)) {
    const here = open.at(-1)!;
    if (text !== undefined) here.text += plain(text);
    else if (end) {
      if (open.pop()!.name !== name) throw new Error(`not well formed: ${xml}`);
    } else {
      const attributes = [...at!.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, plain(value!)]);
      const tag = { name: name!, at: Object.fromEntries(attributes), text: '', inside: [] };
      here.inside.push(tag);
      if (!alone) open.push(tag);
    }
  }
  const [response] = root.inside;
  if (open.length !== 1 || root.inside.length !== 1 || response!.name !== 'Response')
    throw new Error(`not TwiML: ${xml}`);
  return response!.inside;
}

type Built = Record<string, ((...of: unknown[]) => Built) | undefined>;

/** Makes the tag with the package; in `parent` only what the package lets stand there. */
function build(parent: object, { name, at, text, inside }: Tag): void {
  const make = (parent as Built)[name[0]!.toLowerCase() + name.slice(1)];
  if (!make) throw new Error(`the carrier knows no ${name} here`);
  for (const [key, value] of Object.entries(at)) mustBeKnown(name, key, value);
  const made = make.call(parent, at, ...(text ? [text] : []));
  for (const tag of inside) build(made, tag);
}

/** What the package's types say of each attribute: they are written from the carrier's own description of TwiML. */
const types = readFileSync(
  createRequire(import.meta.url).resolve('twilio/lib/twiml/VoiceResponse.d.ts'),
  'utf8',
);
const listOf = (alias: string) =>
  new RegExp(`\\btype ${alias} = ([^;]+);`)
    .exec(types)?.[1]
    ?.split(' | ')
    .map((one) => one.slice(1, -1));

function mustBeKnown(tag: string, key: string, value: string): void {
  const all = [...types.matchAll(new RegExp(`\\binterface ${tag}Attributes \\{([^}]*)\\}`, 'g'))];
  const type = all
    .map(([, body]) => new RegExp(`\\b${key}\\?: ([\\w[\\]]+);`).exec(body!)?.[1])
    .find(Boolean);
  if (!type) throw new Error(`the carrier knows no ${key} of ${tag}`);
  const words = type === 'boolean' ? ['true', 'false'] : listOf(type.replace('[]', ''));
  const fits = type === 'number' ? /^\d+$/.test(value) : type === 'string' || words?.includes(value);
  if (!fits) throw new Error(`the carrier knows no ${key}="${value}" of ${tag}`);
}

/** Where XML leaves the choice, one spelling: its declaration, how nothing is closed, and which signs are escaped. */
const spelt = (xml: string) =>
  xml
    .replace('<?xml version="1.0" encoding="UTF-8"?>', '')
    .replace(/<(\w+)([^<>]*)><\/\1>/g, '<$1$2/>')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>');
