import type { Lang } from '../../../platform/i18n/lang.ts';
import type { Question } from '../contract.ts';

const SPANISH =
  /[¿¡ñ]|\b(hay|est[aá]n?|migra|redada|camionetas?|calle|esquina|agentes?|aqu[ií]|ahora|gente|polic[ií]a|hola|se|los|las|una|por|con|en|de|que|el|y)\b/giu;
const ENGLISH =
  /\b(the|there|are|is|and|at|on|of|in|with|van|vans|cars?|agents?|officers?|street|corner|here|now|people|police|ice|hello|hi|two|three|they)\b/giu;

/** The language of a text, by its letters and small words; null where they do not tell. */
export function guessLanguage(text: string): Lang | null {
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  const spanish = text.match(SPANISH)?.length ?? 0;
  const english = text.match(ENGLISH)?.length ?? 0;
  if (spanish === english) return null;
  return spanish > english ? 'es' : 'en';
}

const DETAINED =
  /^\W*(detained|someone was detained|arrested|detenid[oa]s?|detenci[oó]n|detuvieron a alguien|arrestad[oa]s?|有人被拘留|拘留|被抓|被捕)(?=$|[^\p{L}]|\p{Script=Han})/iu;
const RIGHTS = /^\W*(rights|my rights|know your rights|derechos|mis derechos|权利|我的权利)\W*$/iu;

/** What a first word asks for: the restricted intake, the rights, or neither. */
export function keywordOf(text: string): 'detained' | 'rights' | null {
  if (DETAINED.test(text.trim())) return 'detained';
  return RIGHTS.test(text) ? 'rights' : null;
}

const BEFORE =
  /^\W*2\W*$|\b(before|earlier|yesterday|over|gone|ended|left|antes|ayer|ya pas[oó]|ya termin[oó]|ya se fueron)\b|之前|昨天|结束|走了/iu;
const NOW =
  /^\W*1\W*$|\b(now|still|ongoing|right now|ahora|todav[ií]a|sigue|en este momento)\b|现在|正在|还在/iu;

/** Now or before; null where the words say neither. "Now" wins: the desk can ask again, minutes cannot be had again. */
export function readTense(text: string): 'now' | 'before' | null {
  if (NOW.test(text)) return 'now';
  return BEFORE.test(text) ? 'before' : null;
}

const HEARD =
  /^\W*2\W*$|\b(no|heard|told|someone told|friend|post|facebook|whatsapp|instagram|me dijeron|me contaron|o[ií]|vi en|le[ií])\b|听说|别人|网上|不是/iu;
const SAW =
  /^\W*1\W*$|\b(yes|i saw|i see|myself|saw it|s[ií]|lo vi|yo vi|la vi|estoy viendo)\b|亲眼|看到|我看|是/iu;

/** Whether the writer saw it; null where the words do not say. "Heard" wins: it asks for more care. */
export function readFirstHand(text: string): boolean | null {
  if (HEARD.test(text)) return false;
  return SAW.test(text) ? true : null;
}

const NO_CALL =
  /^\W*(no|nope|no,? thanks?|no,? thank you|please don['’]?t|do not call.*|don['’]?t call.*|no,? gracias|mejor no|no me llamen.*|不|不用|不要|不行|不方便|不用了|别打.*)\W*$/iu;

/** Whether somebody who was asked for a number would rather not be called. In doubt a person reads what they wrote. */
export const refusesCall = (text: string): boolean => NO_CALL.test(text.trim());

const SIGHTING =
  /\b(ice|dhs|cbp|hsi|immigration|migra|raid\w*|agents?|officers?|police|cops?|marshals?|vans?|suvs?|vests?|checkpoint|detain\w*|arrest\w*|warrants?|evict\w*|lockout|redadas?|agentes?|oficiales|polic[ií]as?|patrullas?|camionetas?|furgonetas?|chalecos?|ret[eé]n|detuvieron|detenid\w*|arrest\w*|llevaron|desaloj\w*)\b|移民局|突袭|搜捕|警察|警员|探员|特工|面包车|厢车|背心|被抓|被捕|拘留|驱逐|检查站/iu;

/**
 * Whether a text may tell of something seen. In doubt it does: to read a report that is none costs a look, the other way
 * round it costs minutes.
 */
export const soundsLikeSighting = (text: string): boolean => SIGHTING.test(text) || keywordOf(text) !== null;

/** The next thing to ask a person who texts, one at a time; null when the three that matter are known. */
export function nextQuestion(known: { where: boolean; tense: boolean; firstHand: boolean }): Question | null {
  if (!known.where) return 'where';
  if (!known.tense) return 'when';
  return known.firstHand ? null : 'first_hand';
}
