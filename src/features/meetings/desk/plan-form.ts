import { newId } from '../../../desk/kit/id.ts';
import type { Given } from '../../../platform/http/endpoint.ts';
import type { Audience, Every, ItemPlan, Meeting, Press, Quorum, saveMeeting } from '../contract.ts';

export interface Handout {
  title: string;
  url: string;
}

/** What is typed into the plan, before it is sent. */
export interface Form {
  title: string;
  about: string;
  place: string;
  link: string;
  access: string;
  day: string;
  start: string;
  hours: string;
  every: Every | '';
  times: string;
  chapterId: string | null;
  audience: Audience;
  press: Press;
  languages: string[];
  interpreted: string[];
  capacity: string;
  doors: string;
  quorum: Quorum['kind'] | '';
  quorumOf: string;
  items: ItemPlan[];
  handouts: Handout[];
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export const blankItem = (): ItemPlan => ({
  id: newId(),
  title: '',
  minutes: 10,
  ownerId: null,
  ownerName: null,
});

export const blank = (): Form => ({
  ...{ title: '', about: '', place: '', link: '', access: '', day: inDays(7), start: '18:30', hours: '2' },
  ...{ every: '', times: '6', chapterId: null, audience: 'public', press: 'open', languages: ['en'] },
  ...{
    interpreted: [],
    capacity: '',
    doors: '1',
    quorum: '',
    quorumOf: '10',
    items: [blankItem()],
    handouts: [],
  },
});

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export const formOf = (m: Meeting): Form => ({
  ...{ title: m.details.title, about: m.details.about, place: m.details.place, link: m.details.link ?? '' },
  ...{
    access: m.details.access,
    day: m.day,
    start: clock(m.startMinute),
    hours: String(m.lengthMinutes / 60),
  },
  ...{ every: '', times: '6', chapterId: m.chapterId, audience: m.audience, press: m.press },
  ...{ languages: m.languages, interpreted: m.interpreted, capacity: m.capacity?.toString() ?? '' },
  ...{ doors: String(m.doors), quorum: m.quorum?.kind ?? '', quorumOf: String(m.quorum?.of ?? 10) },
  items: m.items.map(({ id, title, minutes, ownerId, ownerName }) => ({
    id,
    title,
    minutes,
    ownerId,
    ownerName,
  })),
  handouts: m.details.handouts.map(({ title, url }) => ({ title, url: url ?? '' })),
});

const minuteOf = (start: string) => {
  const [hours = 0, minutes = 0] = start.split(':').map(Number);
  return hours * 60 + minutes;
};

/** What is sent: lines left empty are left out. */
export function bodyOf(form: Form): Given<typeof saveMeeting>['body'] {
  const { title, about, place, access, chapterId, audience, press, languages, interpreted, day } = form;
  return {
    ...{ chapterId, audience, press, languages, interpreted, day, doors: Number(form.doors) || 1 },
    startMinute: minuteOf(form.start),
    lengthMinutes: Math.round(Number(form.hours) * 60),
    capacity: form.capacity ? Number(form.capacity) : null,
    quorum: form.quorum ? { kind: form.quorum, of: Number(form.quorumOf) } : null,
    details: {
      ...{ title, about, place, access, link: form.link.trim() || null },
      handouts: form.handouts
        .filter((h) => h.title.trim())
        .map((h) => ({ title: h.title, ...(h.url.trim() && { url: h.url.trim() }) })),
    },
    items: form.items.filter((item) => item.title.trim()),
    ...(form.every && {
      repeat: {
        every: form.every,
        ids: Array.from({ length: Math.max(1, Math.min(24, Number(form.times) - 1)) }, newId),
      },
    }),
  };
}
