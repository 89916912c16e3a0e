import { html } from '../../platform/html/index.ts';
import { get, type Page, post, type Visit } from '../../platform/http/pages.ts';
import { networkOf, sitePage } from '../../site/index.ts';
import { signIn } from './api.ts';
import * as commands from './commands.ts';
import { say } from './messages.ts';

/** Who do you want to be? One button a part; a resident needs none. */
async function start({ call, lang }: Visit) {
  const parts = await call.tx(commands.cast);
  const button = (p: (typeof parts)[number]) => html`<li>
<form method="post" action="/${lang}/demo/sign-in">
<input type="hidden" name="role" value="${p.role}"><input type="hidden" name="face" value="${p.face}">
<button>${say(lang, `role.${p.role}`)}</button>
<p class="hint">${say(lang, `does.${p.role}`)} ${p.callSign}</p>
</form></li>`;
  return sitePage({
    lang,
    path: '/demo',
    title: say(lang, 'title'),
    network: networkOf(call),
    quick: false,
    body: html`<h1>${say(lang, 'title')}</h1>
<p>${say(lang, 'intro')}</p>
<ul class="parts">
<li><a class="button" href="/${lang}">${say(lang, 'role.resident')}</a><p class="hint">${say(lang, 'does.resident')}</p></li>
${parts.map(button)}
<li><a class="button" href="/demo/phones">${say(lang, 'phones')}</a><p class="hint">${say(lang, 'phones.hint')}</p></li>
</ul>`,
  });
}

/** From a button on `/demo` or a phone of the wall to the face, signed in. */
async function enter({ call, form, request, reply }: Visit) {
  const face = form.face === 'field' ? 'field' : 'desk';
  await signIn(call, { role: form.role, person: form.person }, face, request, reply);
  return { redirect: `/${face}` };
}

export const pages: Page[] = [get('/demo', start), post('/demo/sign-in', enter)];
