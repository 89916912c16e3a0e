import { onShift } from '../src/features/shifts/index.ts';
import { testNetwork } from './harness.ts';

/** What a browser asks for. */
export const html = { accept: 'text/html' };
export const receiptOf = (text: string) =>
  (/class="receipt"[^>]*>([^<]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '-');
export const tokenOf = (text: string) => /[?&;]t=([\w-]+)/.exec(text)?.[1] ?? '';
export const fieldOf = (text: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';

let visitors = 0;

/** A network of 120 with its pages, as residents come to it, and the desk behind them. */
export async function networkWithDoors() {
  const net = await testNetwork({ volunteers: 120 });

  /** A dispatcher and a lawyer who are on shift; their sessions end when the clock is moved far. */
  async function signIn() {
    const [dispatcher] = await net.tx((ctx) => onShift(ctx, 'dispatcher'));
    const [lawyer] = await net.tx((ctx) => onShift(ctx, 'legal'));
    return {
      desk: await net.signIn(['dispatcher'], dispatcher),
      legal: await net.signIn(['legal'], lawyer),
    };
  }

  async function getPage(url: string) {
    const answer = await net.app.inject({ method: 'GET', url, headers: html });
    return { status: answer.statusCode, text: answer.body, location: answer.headers.location };
  }
  async function postForm(
    url: string,
    fields: Record<string, string>,
    remoteAddress = `10.0.0.${++visitors}`,
  ) {
    const answer = await net.app.inject({
      method: 'POST',
      url,
      remoteAddress,
      headers: { ...html, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
    const { location } = answer.headers;
    return { status: answer.statusCode, text: answer.body, location };
  }
  /** As a browser does: what was sent leads to a page. */
  async function sendForm(url: string, fields: Record<string, string>) {
    const { status, text, location } = await postForm(url, fields);
    return status === 303 ? getPage(location!) : { status, text, location };
  }
  const api = async (as: Record<string, string>, url: string, payload?: object) => {
    const method = payload ? 'POST' : 'GET';
    const answer = await net.app.inject({
      method,
      url: `/api/v1/${url}`,
      headers: as,
      ...(payload && { payload }),
    });
    return { status: answer.statusCode, body: await net.open(as, answer.json()) };
  };

  return { net, signIn, getPage, postForm, sendForm, api };
}
