import type pg from 'pg';

/** What the catalogue says of one column. `type` is the domain where there is one. */
export interface Column {
  table: string;
  name: string;
  type: string;
  array: boolean;
  notNull: boolean;
  default: string | null;
  generated: boolean;
}

export interface Table {
  name: string;
  columns: Column[];
  /** Constraints and indexes as PostgreSQL prints them. */
  constraints: string[];
  indexes: string[];
  primaryKey: string[];
  foreignKeys: { columns: string[]; target: string }[];
  rowSecurity: boolean;
  policies: string[];
  grants: string[];
}

const own = `c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('migrations', 'installation')`;

/** Reads the schema from the catalogue, in a stable order. */
export async function readCatalogue(client: pg.Client | pg.Pool): Promise<Table[]> {
  const { rows: tables } = await client.query(`
    select c.oid, c.relname as name, c.relrowsecurity as "rowSecurity",
      array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype in ('p','f','u','c') order by k.contype, k.conname) as constraints,
      array(select indexdef from pg_indexes where schemaname = 'public' and tablename = c.relname and indexname not in (select conname from pg_constraint where conrelid = c.oid) order by indexname) as indexes,
      array(select a.attname::text from pg_constraint k, unnest(k.conkey) with ordinality u(n, i), pg_attribute a where k.conrelid = c.oid and k.contype = 'p' and a.attrelid = c.oid and a.attnum = u.n order by u.i) as "primaryKey",
      coalesce((select json_agg(json_build_object('target', k.confrelid::regclass::text, 'columns',
        array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i), pg_attribute a where a.attrelid = c.oid and a.attnum = u.n order by u.i)) order by k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'), '[]') as "foreignKeys",
      array(select policyname || ': ' || qual from pg_policies where schemaname = 'public' and tablename = c.relname order by 1) as policies,
      array(select grantee || ': ' || string_agg(privilege_type, ', ' order by privilege_type) from information_schema.role_table_grants
        where table_schema = 'public' and table_name = c.relname and grantee <> current_user and grantee like 'porchlight%' group by grantee order by 1) as grants
    from pg_class c where ${own} order by c.relname`);
  const { rows: columns } = await client.query<Column>(`
    select c.relname as "table", a.attname as name, a.attnotnull as "notNull", a.attidentity <> '' as generated,
      case when e.oid is not null then e.typname else t.typname end as type, e.oid is not null as "array",
      pg_get_expr(d.adbin, d.adrelid) as "default"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where ${own} order by c.relname, a.attnum`);
  return tables.map((t) => ({ ...t, columns: columns.filter((c) => c.table === t.name) }));
}

/** `db/schema.sql`: for people to read; written, never run. */
export function printSchema(tables: Table[]): string {
  const body = tables.map((t) => {
    const columns = t.columns.map(
      (c) =>
        `  ${c.name} ${c.type}${c.array ? '[]' : ''}${c.notNull ? ' not null' : ''}${c.generated ? ' generated' : c.default ? ` default ${c.default}` : ''}`,
    );
    const after = [
      ...t.indexes.map((i) => `${i};`),
      ...t.policies.map((p) => `-- policy ${p}`),
      ...t.grants.map((g) => `-- ${g}`),
    ];
    return `create table ${t.name} (\n${[...columns, ...t.constraints.map((c) => `  ${c}`)].join(',\n')}\n);\n${after.join('\n')}\n`;
  });
  return `-- Written by the catalogue reader from the migrations. Do not edit.\n\n${body.join('\n')}`;
}

const tsTypes: Record<string, string> = {
  uuid: 'string',
  clear: 'string',
  xid8: 'string',
  clear_json: 'Json',
  clear_bytes: 'Buffer',
  encrypted: 'Encrypted',
  sealed: 'Sealed',
  public_degrees: 'number',
  int4: 'number',
  int8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
};

/** `db/tables.ts`: the row types for Kysely. Throws on a column type that is not classified. */
export function printTypes(tables: Table[]): string {
  const pascal = (name: string) => name.replace(/(^|_)(\w)/g, (_, __, c: string) => c.toUpperCase());
  const one = (c: Column) => {
    const base = tsTypes[c.type];
    if (!base)
      throw new Error(
        `${c.table}.${c.name} is ${c.type}: give it a classified type (clear, encrypted, sealed)`,
      );
    if (c.type === 'clear_json' && c.default !== null) return `  ${c.name}: DefaultedJson;`;
    const full = `${base}${c.array ? '[]' : ''}${c.notNull ? '' : ' | null'}`;
    return `  ${c.name}: ${c.default !== null || c.generated ? `Generated<${full}>` : full};`;
  };
  const interfaces = tables.map(
    (t) => `export interface ${pascal(t.name)} {\n${t.columns.map(one).join('\n')}\n}\n`,
  );
  const all = `export interface DB {\n${tables.map((t) => `  ${t.name}: ${pascal(t.name)};`).join('\n')}\n}\n`;
  return `// Written by the catalogue reader from the migrations. Do not edit.
import type { ColumnType, Generated } from 'kysely';
import type { Encrypted, Sealed } from '../src/platform/db/types.ts';

/** Read parsed, written as text (\`JSON.stringify\`). */
export type Json = ColumnType<unknown, string, string>;
/** The same with a default in the database. */
export type DefaultedJson = ColumnType<unknown, string | undefined, string>;

${interfaces.join('\n')}
${all}`;
}
