const nested = (depth: number) =>
  Array.from(
    { length: depth },
    (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
  ).join('');
const head = 'From: odd@example.org\r\n';
/** Mails that no decent program would send, each by what is odd about it; all but the first say “Two vans”. */
export const oddMails: [string, string | Buffer][] = [
  ['nothing', ''],
  ['no head', '\r\n\r\nTwo vans'],
  ['no sender', 'Subject: x\r\n\r\nTwo vans'],
  ['many parts within parts', `${head}${nested(3000)}Content-Type: text/plain\r\n\r\nTwo vans`],
  ['a long head', `${head}X-Long: ${'a'.repeat(3_000_000)}\r\n\r\nTwo vans`],
  ['many heads', `${head}${'X-Many: y\r\n'.repeat(100_000)}\r\nTwo vans`],
  ['a charset that is none', `${head}Content-Type: text/plain; charset=klingon-8\r\n\r\nTwo vans \xff\xfe`],
  [
    'another charset',
    Buffer.from(`${head}Content-Type: text/plain; charset=gb2312\r\n\r\n\xc1\xbd Two vans`, 'latin1'),
  ],
  ['an encoding that is none', `${head}Content-Transfer-Encoding: base65\r\n\r\nTwo vans`],
  ['zeroes', `${head}\r\nTwo\0 vans\0`],
  ['HTML within HTML', `${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(20_000)}Two vans`],
  ['large HTML', `${head}Content-Type: text/html\r\n\r\n${'<p>Two vans</p>'.repeat(200_000)}`],
  ['a group for a sender', 'From: us: a@example.org, b@example.org;\r\n\r\nTwo vans'],
  [
    'encoded words',
    `From: =?utf-8?q?=00=0d=0aBcc:?= <x@example.org>\r\nSubject: =?x?b?AAAA?=\r\n\r\nTwo vans`,
  ],
  ['a mail in a mail', `${head}Content-Type: message/rfc822\r\n\r\n${head}\r\nTwo vans`],
];
