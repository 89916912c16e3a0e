import type { Lang } from '../platform/i18n/lang.ts';
import { fill, language } from './words.ts';

/** What is said about passkeys on a phone: loaded with them, since few ever make one here and no screen waits for it. */
const words = {
  en: {
    make: 'Make a passkey',
    none: 'If this phone is lost, nobody can let themselves in again without a new link. A passkey lets you in on another phone.',
    have: 'On another phone these let you in: {names}.',
    code: 'Write this code down and keep it away from the phone. Once, where you sign in, it lets you make a new passkey:',
    lost: 'My passkey is lost: use the printed code',
    lostTitle: 'With your recovery code',
    lostText:
      'The code lets you make a new passkey on this phone. Your old passkeys and sign-ins end everywhere, and you get a new code. No code either? Ask your coordinator for a new link.',
    lostCode: 'Recovery code',
    asking: 'Your phone is asking you…',
    newCode: 'Your new code',
    newCodeText:
      'Write it down and keep it away from the phone: it is shown only now. The old one is used up. When your passkey is lost, it lets you in once.',
    kept: 'I have it on paper',
    cancelled: 'No passkey was made or used. Try again.',
    known: 'This phone has one already. Sign in with it on another one.',
    unsupported:
      'This phone or browser cannot keep a passkey. Set a screen lock, or ask your coordinator what else works.',
  },
  es: {
    make: 'Crear una llave de acceso',
    none: 'Si este teléfono se pierde, no se puede volver a entrar sin un enlace nuevo. Una llave de acceso (passkey) te deja entrar en otro teléfono.',
    have: 'En otro teléfono puedes entrar con: {names}.',
    code: 'Anota este código y guárdalo lejos del teléfono. Una sola vez, en la página de entrada, te permite crear una llave nueva:',
    lost: 'Perdí mi llave: usar el código impreso',
    lostTitle: 'Con tu código de recuperación',
    lostText:
      'El código te permite crear una llave nueva en este teléfono. Tus llaves y sesiones anteriores terminan en todas partes, y recibes un código nuevo. ¿Tampoco tienes código? Pide un enlace nuevo a tu coordinación.',
    lostCode: 'Código de recuperación',
    asking: 'Tu teléfono te está preguntando…',
    newCode: 'Tu código nuevo',
    newCodeText:
      'Anótalo y guárdalo lejos del teléfono: solo se muestra ahora. El anterior ya no sirve. Si pierdes tu llave, te deja entrar una vez.',
    kept: 'Ya lo tengo en papel',
    cancelled: 'No se creó ni se usó ninguna llave. Inténtalo de nuevo.',
    known: 'Este teléfono ya tiene una. Entra con ella en otro.',
    unsupported:
      'Este teléfono o navegador no puede guardar una llave de acceso. Pon un bloqueo de pantalla, o pregunta a tu coordinador o coordinadora.',
  },
  zh: {
    make: '创建通行密钥',
    none: '如果这部手机丢失，没有新链接就无法再登录。通行密钥（passkey）能让您在另一部手机上登录。',
    have: '在另一部手机上可用这些登录：{names}。',
    code: '请抄下此代码，并与手机分开保存。它可在登录页面使用一次，以创建新的通行密钥：',
    lost: '我的通行密钥丢了：使用打印的代码',
    lostTitle: '使用恢复代码',
    lostText:
      '此代码可让您在这部手机上创建新的通行密钥。您原来的通行密钥和登录会在各处失效，并会得到一个新代码。代码也没有？请向您的协调员要一个新链接。',
    lostCode: '恢复代码',
    asking: '手机正在询问您……',
    newCode: '您的新代码',
    newCodeText: '请抄下来，并与手机分开保存：只在此时显示。旧代码已用掉。通行密钥丢失时，它可让您登录一次。',
    kept: '我已抄在纸上',
    cancelled: '没有创建或使用通行密钥。请再试一次。',
    known: '这部手机已有一个。可在另一部手机上用它登录。',
    unsupported: '这部手机或浏览器无法保存通行密钥。请设置锁屏，或询问您的协调员。',
  },
} satisfies Record<Lang, Record<string, string>>;

export const say = (key: keyof typeof words.en, values?: Record<string, string>): string =>
  fill(words[language()][key], values);
