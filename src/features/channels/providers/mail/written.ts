/** "On Tue, … wrote:", over one line or two. */
const attribution =
  /^(?:on|el|le|am|em|op|il|den)\b.{4,300}\b(?:wrote|escribi[oó]|a écrit|schrieb|escreveu|ha scritto|skrev)\s?:$|^.{0,200}(?:写道|写到)\s?[:：]$/iu;
const divider =
  /^-{2,}\s?(?:original message|mensaje original|message d.origine|urspr[uü]ngliche nachricht|原始邮件|原邮件)\s?-{2,}$/iu;
/** The head of a message that is quoted without marks. */
const from = /^\*?(?:from|de|von|发件人|寄件者)\s?[:：]\*?\s?\S/iu;
const sent = /^\*?(?:sent|date|enviado(?: el)?|fecha|envoyé|gesendet|to|para|发送时间|日期|收件人)\s?[:：]/iu;
const byDevice =
  /^(?:sent from my |sent from outlook|get outlook for |enviado desde (?:mi|el) |发自我的|从我的).{0,60}$/iu;

const isQuoted = (line: string | undefined) => /^\s*>/.test(line ?? '');

/**
 * What somebody wrote anew in a mail: without what it answers, where mail programs mark that, and without what their device
 * adds. All of it where nothing else is left.
 */
export function writtenAnew(text: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  const own: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!.trimEnd();
    if (isQuoted(line)) continue;
    const ends = endsAt(lines, i);
    if (ends === 'here') break;
    if (ends) i += ends - 1;
    else if (!byDevice.test(line.trim())) own.push(line);
  }
  const kept = own
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return kept || text.trim();
}

/** Whether the answer ends in this line; or how many lines only say whom the marked ones below quote. */
function endsAt(lines: readonly string[], at: number): 'here' | number | null {
  const line = lines[at]!.trim();
  if (line === '--' || divider.test(line)) return 'here';
  if (from.test(line) && lines.slice(at + 1, at + 4).some((next) => sent.test(next.trim()))) return 'here';
  for (const count of [1, 2]) {
    const said = lines
      .slice(at, at + count)
      .map((one) => one.trim())
      .join(' ');
    if (said.length > 500 || !attribution.test(said)) continue;
    const below = lines.slice(at + count).find((next) => next.trim() !== '');
    return isQuoted(below) ? count : 'here';
  }
  return null;
}
