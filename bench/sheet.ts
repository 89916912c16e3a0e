const heads = [
  'An',
  'Be',
  'Ca',
  'Do',
  'El',
  'Fa',
  'Go',
  'Hi',
  'Is',
  'Jo',
  'Ka',
  'Lu',
  'Mi',
  'No',
  'Ra',
  'So',
  'Te',
  'Vi',
];
const middles = ['la', 'ri', 'no', 'mi', 'ta', 'so', 'le', 'vi', 'ru', 'sha', 'ne', 'do'];
const tails = [
  'na',
  'ez',
  'ski',
  'do',
  'lla',
  'ng',
  'ssa',
  'rt',
  'ya',
  'n',
  'ko',
  'res',
  'man',
  'ova',
  'sen',
];

/** A sign-up sheet of a big city: of a hundred rows, four are somebody again with another spelling, two cannot be taken. */
export function sheet(count: number): Buffer {
  let state = 7;
  const dice = (n: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * n);
  };
  const pick = (list: string[]) => list[dice(list.length)]!;
  const word = (long: boolean) => pick(heads) + pick(middles) + (long ? pick(middles) : '') + pick(tails);
  const lines = ['Name,Phone,Email,Languages,Interests'];
  let last = ['', ''];
  for (let i = 0; i < count; i++) {
    const again = i % 25 === 24;
    const name = again ? last[0]!.toUpperCase() : `${word(false)} ${word(true)}`;
    const number = again && i % 100 === 24 ? last[1]! : String(9_170_000_000 + 2_000_000 + i);
    const phone = i % 50 === 49 ? '12' : `(${number.slice(0, 3)}) ${number.slice(3, 6)}-${number.slice(6)}`;
    last = [name, number];
    const mail = i % 3 === 0 && !again && i % 50 !== 49 ? `p${i}@example.org` : '';
    lines.push(
      `${name},${phone},${mail},${pick(['Spanish', 'English', '中文', 'es; en'])},${pick(['observer', 'canvass', ''])}`,
    );
  }
  return Buffer.from(lines.join('\n'));
}

/** A file as an upload brings it. */
export async function* inParts(file: Buffer) {
  for (let at = 0; at < file.length; at += 65_536) yield file.subarray(at, at + 65_536);
}
