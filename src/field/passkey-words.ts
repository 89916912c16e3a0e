import type { Lang } from '../platform/i18n/lang.ts';
import { fill, language } from './words.ts';

/** What is said about passkeys on a phone: loaded with them, since few ever make one here and no screen waits for it. */
const words = {
  en: {
    make: 'Make a passkey',
    none: 'If this phone is lost, nobody can let themselves in again without a new link. A passkey lets you in on another phone.',
    have: 'On another phone these let you in: {names}.',
    code: 'Write this code down and keep it away from the phone. Once, on the desk’s page (/desk), it lets you make a new passkey:',
    cancelled: 'No passkey was made or used. Try again.',
    known: 'This phone has one already. Sign in with it on another one.',
    unsupported:
      'This phone or browser cannot keep a passkey. Set a screen lock, or ask your coordinator what else works.',
  },
  es: {
    make: 'Crear una llave de acceso',
    none: 'Si este teléfono se pierde, no se puede volver a entrar sin un enlace nuevo. Una llave de acceso (passkey) te deja entrar en otro teléfono.',
    have: 'En otro teléfono puedes entrar con: {names}.',
    code: 'Anota este código y guárdalo lejos del teléfono. Una sola vez, en la página de la mesa (/desk), te permite crear una llave nueva:',
    cancelled: 'No se creó ni se usó ninguna llave. Inténtalo de nuevo.',
    known: 'Este teléfono ya tiene una. Entra con ella en otro.',
    unsupported:
      'Este teléfono o navegador no puede guardar una llave de acceso. Pon un bloqueo de pantalla, o pregunta a tu coordinador o coordinadora.',
  },
  zh: {
    make: '创建通行密钥',
    none: '如果这部手机丢失，没有新链接就无法再登录。通行密钥（passkey）能让您在另一部手机上登录。',
    have: '在另一部手机上可用这些登录：{names}。',
    code: '请抄下此代码，并与手机分开保存。它可在值班台页面（/desk）使用一次，以创建新的通行密钥：',
    cancelled: '没有创建或使用通行密钥。请再试一次。',
    known: '这部手机已有一个。可在另一部手机上用它登录。',
    unsupported: '这部手机或浏览器无法保存通行密钥。请设置锁屏，或询问您的协调员。',
  },
} satisfies Record<Lang, Record<string, string>>;

export const say = (key: keyof typeof words.en, values?: Record<string, string>): string =>
  fill(words[language()][key], values);
