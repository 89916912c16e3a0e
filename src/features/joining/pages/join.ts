import { Gauge } from '../../../platform/gauge.ts';
import { type Html, html } from '../../../platform/html/index.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { Visit } from '../../../platform/http/pages.ts';
import { LANGUAGES, type Lang, languageTag } from '../../../platform/i18n/index.ts';
import {
  button,
  checks,
  choices,
  errorSummary,
  field,
  localPath,
  networkOf,
  select,
  sitePage,
} from '../../../site/index.ts';
import { keptDays } from '../../holds/index.ts';
import { chapters, type Zone, zones } from '../../places/index.ts';
import { join } from '../commands/join.ts';
import { MEMBERSHIPS, WANTS } from '../contract.ts';
import { say } from '../messages.ts';
import { PARTS } from '../rules.ts';
import { applicationOf, type Errors, errorsOf, type Form, limits, readForm, WAYS } from './form.ts';

/** Of one door, which a whole meeting may share, and of a network; beyond, a form is kept, shown last, and not answered. */
const perOrigin = new Gauge({ most: 60, minutes: 60 });
const perNetwork = new Gauge({ most: 400, minutes: 60 });

function isFlood({ network, origin, services }: Call): boolean {
  const now = services.clock.now();
  const over = perOrigin.isOver(`${network.id} ${origin}`, now);
  return over || perNetwork.isOver(network.id, now);
}

export const ask = async (visit: Visit): Promise<Html> => page(visit, readForm(visit), {});

export async function send(visit: Visit) {
  const { call, lang } = visit;
  const form = readForm(visit);
  const errors = await errorsOf(visit, form, await call.tx(zones));
  if (Object.values(errors).some(Boolean)) return { status: 400, html: await page(visit, form, errors) };
  const throttled = isFlood(call);
  const link = `${call.services.config.url}/${lang}/trainings`;
  await call.tx((ctx) => join(ctx, applicationOf(visit, form, throttled), { lang, link }));
  return { redirect: localPath(lang, `/join/thanks${throttled ? '?later=1' : ''}`) };
}

export function thanks({ call, lang, query }: Visit): Html {
  const title = say(lang, 'thanksTitle');
  const steps = (['next.train', 'next.write', 'next.vouch', 'next.leave'] as const).map(
    (step) => html`<li>${say(lang, step)}</li>`,
  );
  return sitePage({
    ...{ lang, path: '/join/thanks', title, network: networkOf(call), narrow: true },
    body: html`<h1>${title}</h1>
${query.later && html`<p class="lead">${say(lang, 'thanksLater')}</p>`}
<section>
<h2>${say(lang, 'next')}</h2>
<ol>${steps}</ol>
</section>
<p><a class="button" href="${localPath(lang, '/trainings')}">${say(lang, 'trainings')}</a></p>
<p><a href="${localPath(lang, '/conduct')}">${say(lang, 'conduct')}</a></p>`,
  });
}

async function page(visit: Visit, form: Form, errors: Errors): Promise<Html> {
  const { call, lang } = visit;
  const { days, places } = await call.tx(async (ctx) => ({
    days: (await keptDays(ctx)).application,
    places: { chapters: await chapters(ctx), zones: await zones(ctx) },
  }));
  const title = say(lang, 'title');
  return sitePage({
    ...{ lang, title, network: networkOf(call), narrow: true },
    path: form.tag ? `/join?from=${form.tag}` : '/join',
    body: html`${errorSummary(lang, errors, [form.name, form.address, form.further])}
<h1>${title}</h1>
<p class="lead">${say(lang, 'lead')}</p>
<p>${say(lang, 'open')}</p>
<form method="post" action="${localPath(lang, '/join')}">
<input type="hidden" name="id" value="${form.id}">
<input type="hidden" name="from" value="${form.tag}">
${whatFor(lang, form)}
${whoAndHow(lang, form, errors)}
${whereAndWhen(visit, form, errors, places)}
<p class="hint">${say(lang, 'kept', { days })} <a href="${localPath(lang, '/kept')}">${say(lang, 'keptHow')}</a></p>
${button(say(lang, 'send'))}
</form>
<p class="hint">${say(lang, 'known')}</p>
<p><a href="${localPath(lang, form.tag ? `/join/sheet?from=${form.tag}` : '/join/sheet')}">${say(lang, 'sheet')}</a></p>
<p><a href="${localPath(lang, '/join/list')}">${say(lang, 'list')}</a></p>`,
  });
}

const whatFor = (lang: Lang, form: Form): Html[] => [
  checks({
    name: 'wants',
    label: say(lang, 'wants'),
    hint: say(lang, 'wantsHint'),
    // What is open to everyone first.
    options: [...WANTS]
      .sort((a, b) => rank(a) - rank(b))
      .map((value) => ({
        value,
        label: say(lang, `want.${value}`),
        hint: say(lang, `want.${value}.is`),
      })),
    values: form.wants,
  }),
  choices({
    name: 'kind',
    label: say(lang, 'kind'),
    options: MEMBERSHIPS.map((value) => ({
      value,
      label: say(lang, `kind.${value}`),
      hint: say(lang, `kind.${value}.is`),
    })),
    value: form.kind,
  }),
];

const order = ['observer', 'canvasser', 'firstaid'] as const;
const rank = (want: (typeof WANTS)[number]): number => {
  const at = (order as readonly string[]).indexOf(want);
  return at < 0 ? order.length : at;
};

const whoAndHow = (lang: Lang, form: Form, errors: Errors): Html[] => [
  field({
    ...{ name: 'name', label: say(lang, 'name'), hint: say(lang, 'nameHint') },
    ...{ value: form.name, error: errors.name, maxlength: limits.name },
  }),
  choices({
    name: 'way',
    label: say(lang, 'way'),
    options: WAYS.map((value) => ({ value, label: say(lang, `way.${value}`) })),
    value: form.way,
  }),
  field({
    ...{ name: 'address', label: say(lang, 'address'), hint: say(lang, 'addressHint') },
    ...{ value: form.address, error: errors.address, maxlength: limits.address },
  }),
];

interface Places {
  chapters: { id: string; name: string }[];
  zones: Zone[];
}

function whereAndWhen({ lang, call }: Visit, form: Form, errors: Errors, places: Places): Html[] {
  const names = new Intl.DisplayNames(languageTag(lang), { type: 'language', fallback: 'code' });
  const named = (codes: readonly string[]) => codes.map((value) => ({ value, label: nameOf(names, value) }));
  const offered = call.network.languages;
  const sorted = named(LANGUAGES.filter((code) => !offered.includes(code))).sort((a, b) =>
    a.label.localeCompare(b.label, languageTag(lang)),
  );
  return [
    checks({
      name: 'languages',
      label: say(lang, 'languages'),
      options: named(offered),
      values: form.languages,
    }),
    select({
      name: 'further',
      label: say(lang, 'further'),
      groups: [{ options: [{ value: '', label: say(lang, 'furtherNone') }, ...sorted] }],
      value: form.further,
    }),
    select({
      ...{ name: 'zone', label: say(lang, 'zone'), hint: say(lang, 'zoneHint'), error: errors.zone },
      groups: [
        { options: [{ value: '', label: say(lang, 'zoneNone') }] },
        ...places.chapters.map((chapter) => ({
          label: chapter.name,
          options: places.zones
            .filter((zone) => zone.chapterId === chapter.id)
            .map((zone) => ({ value: zone.id, label: zone.name }))
            .sort((a, b) => a.label.localeCompare(b.label)),
        })),
      ],
      value: form.zoneId,
    }),
    checks({
      ...{ name: 'when', label: say(lang, 'when'), hint: say(lang, 'whenHint'), values: form.parts },
      options: PARTS.map((value) => ({ value, label: say(lang, `when.${value}`) })),
    }),
  ];
}

const nameOf = (names: Intl.DisplayNames, code: string): string => {
  const name = names.of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
};
