/** "come here", "come to the corner", "go there", "join us", "bring people", not after "do not", "will" or "can". */
const ENGLISH =
  /(?<!n't (?:please )?)(?<!\b(?:not|never|nobody|will|would|can|could|may|might|must|someone|people|they|to|who|he|she|it|we|i) (?:please )?)\b(?:come (?:here|over|out|outside|down|back|quick(?:ly)?|now|help|and|to|with)|go (?:there|outside|over there|back there|down there)|head (?:there|over|to the)|join (?:us|them|the others)|gather|bring (?:people|everyone|your|others|friends))\b/iu;
const SPANISH =
  /(?<!\b(?:no|nunca|nadie|que no) (?:se )?)\b(?:ven(?:ga|gan|te)?(?: a\b| ac[aá]| aqu[ií]| pronto| r[aá]pido|$)|vaya(?:n)? (?:a|all[aá]|all[ií])\b|ve (?:a|all[aá])\b|acud[ae]n?\b|acérquese|ac[eé]rquense|re[uú]nanse|j[uú]ntense|salgan? (?:a la calle|afuera)|traiga(?:n)? (?:gente|a))/iu;
const CHINESE =
  /(?<![不别勿没]|不要|不用)(?:请?(?:过来|快来|来这里|来现场|到现场|去现场|去那里|去那儿|到那里去|出来|集合|聚集|带人|叫人来))/u;

/**
 * Whether words ask whoever reads them to come, to go there or to bring others. Nobody is sent by a message: residents
 * never, members by a call-out only. It reads plain commands in three languages; it is no proof of the contrary.
 */
export const asksToCome = (words: string): boolean =>
  [ENGLISH, SPANISH, CHINESE].some((pattern) => pattern.test(words.normalize('NFKC').replaceAll('’', "'")));
