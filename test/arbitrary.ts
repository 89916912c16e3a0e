import fc from 'fast-check';
import { newId } from '../src/platform/id.ts';

/** The part of JSON Schema that our contracts come out as. */
export interface Schema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  additionalProperties?: Schema | boolean;
}

const texts: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    "'; drop table reports; --",
    '<script>',
    '../../etc/passwd',
    '%00',
    '１２３',
  ),
);

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e308, Number.MAX_SAFE_INTEGER, [], {}, '', { id: { id: 1 } }),
  texts,
);

/** Values that fit the schema as far as its shape says. */
export function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const [first] = schema.anyOf ?? [];
  if (first) return fc.oneof(...schema.anyOf!.map(fitting));
  if (schema.allOf?.[0]) return fitting(schema.allOf[0]);
  if (schema.type === 'object' || schema.properties) return objects(schema, fitting);
  if (schema.type === 'array') {
    const minLength = schema.minItems ?? 0;
    return fc.array(fitting(schema.items ?? {}), { minLength, maxLength: Math.max(4, minLength) });
  }
  if (schema.type === 'string') return strings(schema);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'integer')
    return fc.integer({
      min: Math.max(schema.minimum ?? -100, -1e6),
      max: Math.min(schema.maximum ?? 1000, 1e6),
    });
  if (schema.type === 'number')
    return fc.double({ min: schema.minimum ?? -200, max: schema.maximum ?? 200, noNaN: true });
  return anything;
}

function strings(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'uuid') return fc.uuid({ version: 7 });
  if (schema.format === 'date-time')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((d) => d.toISOString());
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
  return fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 40, 300) });
}

function objects(schema: Schema, inner: (s: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = schema.properties ?? {};
  return fc.record(Object.fromEntries(Object.entries(properties).map(([k, s]) => [k, inner(s)])), {
    requiredKeys: (schema.required ?? []).filter((k) => k in properties),
  });
}

/** Values that mostly fit, with a wrong part here and there. */
export const twisted = (schema: Schema): fc.Arbitrary<unknown> =>
  schema.type === 'object' || schema.properties
    ? objects(schema, (s) =>
        fc.oneof({ weight: 3, arbitrary: fitting(s) }, { weight: 1, arbitrary: anything }),
      )
    : fc.oneof({ weight: 3, arbitrary: fitting(schema) }, { weight: 1, arbitrary: anything });

const isId = (s: Schema): boolean => s.format === 'uuid' || (s.anyOf?.some(isId) ?? false);

/** The smallest value that fits a schema; `uuid` makes its ids. `everywhere`: also those that may be left out. */
export function smallest(s: Schema, uuid: () => string = newId, ids?: 'everywhere'): unknown {
  if (s.const !== undefined) return s.const;
  if (s.enum) return s.enum[0];
  if (s.anyOf) return smallest(s.anyOf[0]!, uuid, ids);
  if (s.properties) {
    const optional = ids ? Object.keys(s.properties).filter((k) => isId(s.properties![k]!)) : [];
    const names = new Set([...(s.required ?? []), ...optional]);
    return Object.fromEntries([...names].map((k) => [k, smallest(s.properties![k] ?? {}, uuid, ids)]));
  }
  if (s.type === 'array') return [];
  if (s.type === 'boolean') return false;
  if (s.type === 'integer' || s.type === 'number') return s.minimum ?? 1;
  if (s.format === 'uuid') return uuid();
  if (s.format === 'date-time') return '2026-11-23T23:00:00.000Z';
  return 'words';
}
