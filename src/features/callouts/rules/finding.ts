import type { Finding } from '../contract.ts';

const findings: [RegExp, Finding][] = [
  [/^(confirmed|confirm|confirmado|confirmo|确认|確認|属实)(?![\p{L}])/iu, 'confirmed'],
  [/^(nothing|nothing there|nada|no hay nada|没有|沒有|没有发现)(?![\p{L}])/iu, 'nothing_there'],
  [/^(other|other agency|another agency|otra|otra agencia|别的|其他|其他机构)(?![\p{L}])/iu, 'other_agency'],
  [/^(unsure|can'?t tell|cannot tell|no s[eé]|no estoy segur[oa]|不清楚|看不清)(?![\p{L}])/iu, 'cannot_tell'],
];

/** What a verifier texts from the scene; null when it is something else. Words after the first are a note. */
export function readFinding(text: string): Finding | null {
  const said = text.normalize('NFKC').replace(/[’‘]/g, "'").trim();
  return findings.find(([pattern]) => pattern.test(said))?.[1] ?? null;
}

/** One of ours hurt or arrested, as a text says it at its very beginning. */
export function readEmergency(text: string): 'hurt' | 'arrested' | null {
  const said = text.normalize('NFKC').trim();
  if (/^(hurt|injured|herid[oa]|受伤|受傷)(?![\p{L}])/iu.test(said)) return 'hurt';
  return /^(arrested|arrestad[oa]|detenid[oa]|被捕|被逮捕)(?![\p{L}])/iu.test(said) ? 'arrested' : null;
}
