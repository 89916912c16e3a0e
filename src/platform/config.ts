import { createECDH } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { BootError } from './boot-error.ts';

/** The settings, checked. A group of settings (`twilio`, `turn` …) is there whole or not at all. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string;
  /** Absolute path of the data directory. */
  readonly dataDir: string;
  /** Public origin, without a slash at its end. */
  readonly url: string;
  /** As asked for; undefined leaves it to the data directory. */
  readonly demo?: boolean;
  readonly twilio?: { accountSid: string; authToken: string; number: string; apiUrl: string };
  readonly whatsapp?: {
    token: string;
    appSecret: string;
    numberId: string;
    verifyToken: string;
    apiUrl: string;
  };
  readonly signal?: { url: string; number: string };
  readonly smtp?: { url: string };
  /** The mailbox in which answers and new mail arrive; never without `smtp`. */
  readonly imap?: { url: string };
  /** `origins` are push services beside those of the browsers' makers. */
  readonly vapid?: { publicKey: string; privateKey: string; origins: string[] };
  readonly turn?: { url: string; secret: string };
  /** Absolute path of a PMTiles file with vector tiles. */
  readonly tiles?: string;
  /** Both HOST and PORCHLIGHT_URL stay on this machine. */
  readonly isLoopback: boolean;
  /** Some setting lets messages leave for real people. */
  readonly hasRealProvider: boolean;
}

const root = resolve(import.meta.dirname, '../..');

const text = z.string();
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number such as +12125550100');
const yesNo = z
  .enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'], 'must be yes or no')
  .transform((word) => ['1', 'true', 'yes', 'on'].includes(word));

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

const portWords = 'must be a whole number from 0 to 65535';

// Messages never repeat the value: many of these are secrets.
const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portWords)
    .transform(Number)
    .refine((port) => port <= 65_535, portWords)
    .default(8080),
  HOST: z
    .string()
    .refine(
      (host) => isIP(host) !== 0 || z.hostname().safeParse(host).success,
      'must be an address or a host name',
    )
    .default('127.0.0.1'),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgres://user:password@host/database').optional(),
  PORCHLIGHT_DATA: text.optional(),
  PORCHLIGHT_URL: address(['http:', 'https:'], 'https://hotline.example.org')
    .refine(isOrigin, 'must be an address without a path, such as https://hotline.example.org')
    .transform((url) => new URL(url).origin)
    .optional(),
  PORCHLIGHT_DEMO: yesNo.optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).optional(),
  TWILIO_ACCOUNT_SID: text.optional(),
  TWILIO_AUTH_TOKEN: text.optional(),
  TWILIO_NUMBER: phone.optional(),
  TWILIO_API_URL: address(['http:', 'https:'], 'https://api.twilio.com').optional(),
  WHATSAPP_TOKEN: text.optional(),
  WHATSAPP_APP_SECRET: text.optional(),
  WHATSAPP_NUMBER_ID: text.regex(/^\d{5,25}$/, 'must be the id of the number, which is digits').optional(),
  WHATSAPP_VERIFY_TOKEN: text.optional(),
  WHATSAPP_API_URL: address(['http:', 'https:'], 'https://graph.facebook.com').optional(),
  SIGNAL_URL: address(['http:', 'https:'], 'http://127.0.0.1:8090')
    .refine(
      isPrivateLine,
      'must be on this machine, or https: whoever reaches signal-cli writes as your network',
    )
    .optional(),
  SIGNAL_NUMBER: phone.optional(),
  SMTP_URL: address(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org').optional(),
  IMAP_URL: address(['imap:', 'imaps:'], 'imaps://user:password@mail.example.org')
    .refine((url) => URL.parse(url)?.username, 'must name the user and the password of the mailbox')
    .optional(),
  VAPID_PUBLIC_KEY: keyOf(65).optional(),
  VAPID_PRIVATE_KEY: keyOf(32).optional(),
  PUSH_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .refine(
      (list) =>
        list.every((one) => URL.canParse(one) && /^https?:$/.test(new URL(one).protocol) && isOrigin(one)),
      'must be addresses without a path, apart by commas, such as https://push.example.org',
    )
    .optional(),
  TURN_URL: address(['turn:', 'turns:'], 'turns:turn.example.org:5349').optional(),
  TURN_SECRET: text.optional(),
  PORCHLIGHT_TILES: text
    .refine(
      isMapFile,
      'must be the path of a readable PMTiles file (version 3, vector tiles) on this machine; the desk asks no other server for maps',
    )
    .transform((path) => resolve(path))
    .optional(),
});

type Settings = z.output<typeof settings>;
type Name = keyof Settings;

const groups: Name[][] = [
  ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_NUMBER'],
  ['WHATSAPP_TOKEN', 'WHATSAPP_APP_SECRET', 'WHATSAPP_NUMBER_ID', 'WHATSAPP_VERIFY_TOKEN'],
  ['SIGNAL_URL', 'SIGNAL_NUMBER'],
  ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY'],
  ['TURN_URL', 'TURN_SECRET'],
];

/** Reads the settings from the environment. Throws a BootError that names every wrong one, a line each. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = settings.safeParse(given);
  const wrong = read.error?.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`) ?? [];
  wrong.push(...incompleteGroups(given));
  if (!read.success || wrong.length) throw new BootError(wrong.join('\n'));
  return Object.freeze(arrange(read.data));
}

function incompleteGroups(given: Record<string, unknown>): string[] {
  const halves = groups.flatMap((names) => {
    const missing = names.filter((name) => given[name] === undefined);
    const present = names.filter((name) => given[name] !== undefined);
    if (!missing.length || !present.length) return [];
    return `${missing.join(', ')} must be set together with ${present.join(', ')}.`;
  });
  if (given.TWILIO_API_URL !== undefined && given.TWILIO_ACCOUNT_SID === undefined) {
    halves.push('TWILIO_ACCOUNT_SID must be set together with TWILIO_API_URL.');
  }
  if (given.WHATSAPP_API_URL !== undefined && given.WHATSAPP_TOKEN === undefined) {
    halves.push('WHATSAPP_TOKEN must be set together with WHATSAPP_API_URL.');
  }
  if (given.IMAP_URL !== undefined && given.SMTP_URL === undefined) {
    halves.push('SMTP_URL must be set together with IMAP_URL: what comes in is answered.');
  }
  if (!isPair(given.VAPID_PUBLIC_KEY, given.VAPID_PRIVATE_KEY))
    halves.push('VAPID_PUBLIC_KEY is not the public half of VAPID_PRIVATE_KEY.');
  return halves;
}

/** Whether two keys of the right sizes are a pair; what is missing or misshapen is told of elsewhere. */
function isPair(publicKey: unknown, privateKey: unknown): boolean {
  const [point, number] = [publicKey, privateKey].map((key) => Buffer.from(String(key), 'base64url'));
  if (point?.length !== 65 || number?.length !== 32) return true;
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(number);
  } catch {
    return false;
  }
  return pair.getPublicKey().equals(point);
}

function arrange(s: Settings): Config {
  const url = s.PORCHLIGHT_URL ?? `http://127.0.0.1:${s.PORT}`;
  const providers = {
    twilio: s.TWILIO_ACCOUNT_SID
      ? {
          accountSid: s.TWILIO_ACCOUNT_SID,
          authToken: s.TWILIO_AUTH_TOKEN!,
          number: s.TWILIO_NUMBER!,
          apiUrl: s.TWILIO_API_URL ?? 'https://api.twilio.com',
        }
      : undefined,
    whatsapp: s.WHATSAPP_TOKEN
      ? {
          token: s.WHATSAPP_TOKEN,
          appSecret: s.WHATSAPP_APP_SECRET!,
          numberId: s.WHATSAPP_NUMBER_ID!,
          verifyToken: s.WHATSAPP_VERIFY_TOKEN!,
          apiUrl: s.WHATSAPP_API_URL ?? 'https://graph.facebook.com',
        }
      : undefined,
    signal: s.SIGNAL_URL ? { url: s.SIGNAL_URL, number: s.SIGNAL_NUMBER! } : undefined,
    smtp: s.SMTP_URL ? { url: s.SMTP_URL } : undefined,
    imap: s.IMAP_URL ? { url: s.IMAP_URL } : undefined,
  };
  return {
    port: s.PORT,
    host: s.HOST,
    databaseUrl: s.DATABASE_URL,
    // The default belongs to the checkout, wherever the command was typed.
    dataDir: s.PORCHLIGHT_DATA ? resolve(s.PORCHLIGHT_DATA) : resolve(root, 'var'),
    url,
    demo: s.PORCHLIGHT_DEMO,
    ...providers,
    vapid: s.VAPID_PUBLIC_KEY
      ? {
          publicKey: s.VAPID_PUBLIC_KEY,
          privateKey: s.VAPID_PRIVATE_KEY!,
          origins: (s.PUSH_ORIGINS ?? []).map((one) => new URL(one).origin),
        }
      : undefined,
    turn: s.TURN_URL ? { url: s.TURN_URL, secret: s.TURN_SECRET! } : undefined,
    tiles: s.PORCHLIGHT_TILES,
    isLoopback: isLoopbackHost(s.HOST) && isLoopbackHost(new URL(url).hostname),
    hasRealProvider: Object.values(providers).some((provider) => provider !== undefined),
  };
}

/** Does this host name or address (IPv6 with or without brackets, no port) mean this machine only? */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

function address(protocols: string[], example: string) {
  return z
    .string()
    .refine(
      (value) => protocols.includes(URL.parse(value)?.protocol ?? ''),
      `must be an address such as ${example}`,
    );
}

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url?.pathname === '/' && !url.search && !url.hash && !url.username;
}

function isPrivateLine(value: string): boolean {
  const url = URL.parse(value);
  return url?.protocol === 'https:' || isLoopbackHost(url?.hostname ?? '');
}

// VAPID keys are base64url of a point (65 bytes) and of a number (32 bytes) on P-256, RFC 8292.
function keyOf(bytes: number) {
  return z
    .string()
    .refine(
      (value) => /^[\w-]+=*$/.test(value) && Buffer.from(value, 'base64url').length === bytes,
      `must be base64url of ${bytes} bytes`,
    );
}

// The first bytes of the format: name and version, and at byte 99 the kind of its tiles, 1 being vector tiles.
function isMapFile(path: string): boolean {
  const head = Buffer.alloc(100);
  try {
    const file = openSync(path, 'r');
    readSync(file, head);
    closeSync(file);
  } catch {
    return false;
  }
  return head.toString('latin1', 0, 8) === 'PMTiles\x03' && head[99] === 1;
}
