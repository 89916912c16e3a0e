import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

/** The order of features: imports run to an earlier group only. docs/ARCHITECTURE.md says the same in words. */
const order = [
  ['networks', 'playbooks', 'places'],
  ['accounts', 'keys'],
  ['people'],
  ['audit', 'channels', 'evidence', 'holds', 'rights'],
  ['joining'],
  ['trainings'],
  ['meetings'],
  ['shifts'],
  ['escalations'],
  ['rosters', 'incidents'],
  ['imports', 'teams', 'goals'],
  ['hotline'],
  ['calls'],
  ['callouts', 'supplies'],
  ['threads', 'wakings'],
  ['handovers'],
  ['legal', 'canvass'],
  ['funds', 'notices'],
  ['drills', 'sitrep'],
  ['demo'],
];

/** What a file of a feature may import from its own folder, by its name; names not here are private to the feature. */
const own: Record<string, string[]> = {
  contract: [],
  rules: ['contract'],
  policy: ['rules', 'contract'],
  store: ['contract', 'rules'],
};

/** Files that run in a browser as well: nothing of the server may come with them. */
const shared = new Set(['contract', 'rules']);

/** The composition roots; they alone know every feature. */
const roots = /^(main|run|composition|cli)\.ts$|^(desk|field)\//;

const root = join(import.meta.dirname, '..');
const src = join(root, 'src');

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && /\.tsx?$/.test(f.name) && !/\.test\.tsx?$|\.d\.ts$/.test(f.name))
    .map((f) => join(f.parentPath, f.name));

function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(file, 'utf8'));
  const from = relative(src, file);
  const stat = module.staticImports.map((i) => ({
    to: i.moduleRequest.value,
    typeOnly: i.entries.length > 0 && i.entries.every((e) => e.isType),
  }));
  const exported = module.staticExports.flatMap((e) =>
    e.entries.flatMap((x) => (x.moduleRequest ? [{ to: x.moduleRequest.value, typeOnly: x.isType }] : [])),
  );
  return [...stat, ...exported].map((i) => ({
    from,
    to: i.to.startsWith('.') ? relative(src, resolve(dirname(file), i.to)) : i.to,
    typeOnly: i.typeOnly,
  }));
}

const files = sources(src);
const all = files.flatMap(importsOf);

const featureOf = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1];
const partOf = (path: string) => /^features\/[^/]+\/([^/.]+)/.exec(path)?.[1] ?? '';
const rank = (feature: string) => order.findIndex((group) => group.includes(feature));
const isScreen = (path: string) => /^features\/[^/]+\/(desk|field)\//.test(path);
const isServer = (path: string) =>
  /^platform\/(db|events|jobs|crypto|process|key|config|log)/.test(path) ||
  /^features\/[^/]+\/(store|commands|api|pages|jobs|seed|index)(\.ts|\/)/.test(path);

const broken = (rule: (i: Import) => boolean) => [
  ...new Set(all.filter(rule).map((i) => `${i.from} → ${i.to}`)),
];

describe('imports run one way', () => {
  it('names every feature in the order', () => {
    const folders = readdirSync(join(src, 'features'));
    expect(folders.filter((f) => rank(f) < 0)).toEqual([]);
  });

  it('keeps the platform free of the domain', () => {
    expect(
      broken((i) => i.from.startsWith('platform/') && /^(features|desk|field|phones|call|site)\//.test(i.to)),
    ).toEqual([]);
  });

  it('lets a feature reach only earlier ones', () => {
    expect(
      broken(({ from, to }) => {
        const [a, b] = [featureOf(from), featureOf(to)];
        return a !== undefined && b !== undefined && a !== b && !isScreen(from) && rank(b) >= rank(a);
      }),
    ).toEqual([]);
  });

  it('lets a feature in by its door only: index.ts; screens, contracts and rules by contract.ts or rules.ts', () => {
    expect(
      broken(({ from, to }) => {
        const [a, b] = [featureOf(from), featureOf(to)];
        if (!b || a === b || roots.test(from)) return false;
        const bothSides = isScreen(from) || shared.has(partOf(from));
        if (bothSides || /^(desk|field|phones|call)\//.test(from)) return !shared.has(partOf(to));
        return partOf(to) !== 'index' && !shared.has(partOf(to));
      }),
    ).toEqual([]);
  });

  it('gives each file of a feature its place', () => {
    expect(
      broken(({ from, to }) => {
        const allowed = own[partOf(from)];
        return (
          !!allowed &&
          featureOf(from) === featureOf(to) &&
          partOf(from) !== partOf(to) &&
          !/\.json$/.test(to) &&
          !allowed.includes(partOf(to))
        );
      }),
    ).toEqual([]);
  });

  it('keeps server code out of what runs in a browser', () => {
    expect(
      broken(
        ({ from, to, typeOnly }) =>
          (isScreen(from) || /^(ui|desk|field|phones|call)\//.test(from) || shared.has(partOf(from))) &&
          !from.endsWith('vite.config.ts') &&
          !typeOnly &&
          (isServer(to) ||
            to.startsWith('node:') ||
            ['fastify', 'pg', 'kysely', 'graphile-worker'].includes(to)),
      ),
    ).toEqual([]);
  });

  it('speaks SQL in stores only', () => {
    const offenders = files.filter((file) => {
      const path = relative(src, file);
      if (path.startsWith('platform/') || partOf(path) === 'store') return false;
      return (
        importsOf(file).some((i) => (i.to === 'kysely' || i.to === 'pg') && !i.typeOnly) ||
        /\.tx\s*\.(selectFrom|insertInto|updateTable|deleteFrom)/.test(readFileSync(file, 'utf8'))
      );
    });
    expect(offenders.map((f) => relative(src, f))).toEqual([]);
  });

  it('lets a store touch its own tables only', () => {
    // Migrations that are named after a part of a feature.
    const wholes: Record<string, string> = { courses: 'trainings', sessions: 'trainings' };
    const owner = new Map<string, string>();
    for (const name of readdirSync(join(root, 'db/migrations'))) {
      const feature = /^\d+_(\w+)\.sql$/.exec(name)![1]!;
      const text = readFileSync(join(root, 'db/migrations', name), 'utf8');
      for (const [, table] of text.matchAll(/create table (\w+)/g))
        owner.set(table!, wholes[feature] ?? feature);
    }
    const used =
      /(?:selectFrom|insertInto|updateTable|deleteFrom|[jJ]oin)\(\s*'(\w+)|\b(?:from|into|update|join)\s+(\w+)\b/g;
    const offenders = files.flatMap((file) => {
      const path = relative(src, file);
      const feature = featureOf(path);
      if (!feature || partOf(path) !== 'store') return [];
      return [...readFileSync(file, 'utf8').matchAll(used)]
        .map((m) => m[1] ?? m[2]!)
        .filter((table) => owner.has(table) && owner.get(table) !== feature)
        .map((table) => `${path}: ${table}`);
    });
    expect([...new Set(offenders)]).toEqual([]);
  });

  it('asks other servers through platform/http/outgoing.ts only', () => {
    const modules = /^(node:)?(https?|http2|net|tls|dgram|dns|dns\/promises)$|^(undici|ws|axios|got)$/;
    const harmless = new Set(['isIP', 'createServer']);
    const offenders = files.filter((file) => {
      const path = relative(src, file);
      if (
        path === 'platform/http/outgoing.ts' ||
        isScreen(path) ||
        /^(ui|desk|field|phones|call)\//.test(path)
      )
        return false;
      const text = readFileSync(file, 'utf8');
      const { module } = parseSync(file, text);
      return (
        module.staticImports.some(
          (i) =>
            modules.test(i.moduleRequest.value) &&
            !i.entries.every((e) => e.isType || harmless.has(e.importName.name ?? '')),
        ) ||
        /\bimport\(['"](node:)?(https?|http2|net|tls|dgram|undici)['"]\)/.test(text) ||
        /(?<![.\w])fetch\(|new (WebSocket|EventSource|XMLHttpRequest)\(/.test(text)
      );
    });
    expect(offenders.map((f) => relative(src, f))).toEqual([]);
  });

  it('has no code on the server that opens what is sealed', () => {
    const offenders = (names: RegExp, allowed: RegExp) =>
      files.filter((f) => !allowed.test(relative(src, f)) && names.test(readFileSync(f, 'utf8')));
    const opening = /\b(openField|openWith|unwrapRecordKey|openChunks|Opener|openerOver)\b/;
    // Both sides' code that opens is called by faces, and by the players of a drill, who are members at their screens.
    const faces =
      /^(platform\/seal|features\/(keys|evidence)\/rules|desk\/|field\/|features\/[^/]+\/desk\/|features\/drills\/player\/client)/;
    expect(offenders(opening, faces)).toEqual([]);
    // The first epoch's private halves: made, kept and handed on by one file, and read by nothing else.
    expect(offenders(/\breadHeldKey\b/, /^features\/keys\/(held|commands)/)).toEqual([]);
  });

  it('keeps carriers behind their providers', () => {
    const vendor = /twilio|signal-cli|whatsapp|nodemailer|web-push/i;
    expect(
      broken((i) => vendor.test(i.to) && i.to.includes('providers/') && featureOf(i.from) !== 'channels'),
    ).toEqual([]);
  });
});

describe('sizes are a smell', () => {
  /** Files that may be longer, each with its reason. */
  const excused: Record<string, string> = {};

  it('has no source file over 300 lines without a reason', () => {
    const long = files
      .map((f) => [relative(src, f), readFileSync(f, 'utf8').split('\n').length] as const)
      .filter(([path, lines]) => lines > 300 && !excused[path]);
    expect(long).toEqual([]);
  });
});
