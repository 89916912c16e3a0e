import type { Heard, Part } from '../features/calls/contract.ts';
import { digitsOf, isHeard, toOffer } from '../features/calls/rules.ts';
import { AudioLine, type Signal } from './audio-line.ts';

export interface OnCallSettings {
  paths: { me: string; servers: RTCIceServer[]; relayOnly: boolean };
  microphone: MediaStream | null;
  hear(have: string[]): Promise<Heard>;
  say(to: string, signal: Signal): Promise<unknown>;
  /** Whose digits are compared with ours: the caller's, or for the caller the operator's. */
  counterpart: Part;
  changed(): void;
}

/** What a screen shows of a call. */
export interface CallView {
  state: Heard['state'];
  place: number | null;
  /** Everybody else on it, and whether they are connected. */
  others: { id: string; part: Part; connected: boolean }[];
  /** Four digits to read to each other; null before the two ends are connected. */
  digits: string | null;
  /** The server has not answered for a while; sound that is connected goes on. */
  away: boolean;
  /** The server took no more of what this browser says to connect, and the other side is not connected. */
  stuck: boolean;
  muted: boolean;
}

/** Often while sound is being connected, seldom once it is there and before anybody has taken the call. */
const everyMs = { connecting: 700, settled: 2_000 };

/** One browser on a call, from when it comes on until it is closed. */
export class OnCall {
  private readonly settings: OnCallSettings;
  private readonly line: AudioLine<Part>;
  private readonly have = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  private heard: Heard | null = null;
  private refused = false;
  view: CallView = {
    ...{ state: 'waiting', place: null, others: [], digits: null },
    ...{ away: false, stuck: false, muted: false },
  };

  constructor(settings: OnCallSettings) {
    this.settings = settings;
    this.line = new AudioLine<Part>({
      ...settings.paths,
      microphone: settings.microphone,
      isHeard,
      tell: (to, signal) => void this.say(to, signal),
      changed: () => void this.show(),
    });
    void this.look();
  }

  /** How loud the others are, 0 to 1. */
  loudness = (): number => this.line.loudness();

  mute(muted: boolean): void {
    this.view = { ...this.view, muted };
    this.hold();
    void this.show();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.timer);
    this.line.close();
  }

  private hold() {
    this.line.set({ muted: this.view.muted, onHold: this.heard?.state === 'held' });
  }

  private async say(to: string, signal: Signal): Promise<void> {
    this.refused = await this.settings.say(to, signal).then(
      () => false,
      () => true,
    );
    await this.show();
  }

  private async look(): Promise<void> {
    try {
      this.heard = await this.settings.hear([...this.have]);
      if (this.closed) return;
      this.view = { ...this.view, away: false };
      await this.connect(this.heard);
    } catch {
      this.view = { ...this.view, away: true };
    }
    if (this.closed) return;
    await this.show();
    if (this.view.state === 'ended') return this.close();
    const { state, others } = this.view;
    const settled = state === 'waiting' || (others.length > 0 && others.every(({ connected }) => connected));
    this.timer = setTimeout(() => void this.look(), settled ? everyMs.settled : everyMs.connecting);
  }

  private async connect({ peers, signals }: Heard): Promise<void> {
    const { me } = this.settings.paths;
    this.line.keepOnly(new Set(peers.map(({ id }) => id)));
    this.hold();
    for (const { id, from, ...signal } of signals) {
      this.have.add(id);
      const peer = peers.find((p) => p.id === from);
      if (peer) await this.line.take(peer, signal);
    }
    for (const peer of toOffer(me, peers, this.line.begun)) await this.line.offer(peer);
  }

  private async show(): Promise<void> {
    if (this.heard) {
      const { state, place, peers } = this.heard;
      const { connected } = this.line;
      const others = peers
        .filter(({ id }) => id !== this.settings.paths.me)
        .map((peer) => ({ ...peer, connected: connected.has(peer.id) }));
      const stuck = this.refused && others.some((o) => o.part === this.settings.counterpart && !o.connected);
      this.view = { ...this.view, state, place, others, stuck, digits: await this.digits() };
    }
    if (!this.closed) this.settings.changed();
  }

  private async digits(): Promise<string | null> {
    const peer = this.heard?.peers.find(({ part }) => part === this.settings.counterpart);
    const both = peer && this.line.connected.has(peer.id) && this.line.descriptions(peer.id);
    return both ? digitsOf(...both) : null;
  }
}
