/** Somebody else's browser on a call. */
export interface LinePeer<Part extends string> {
  id: string;
  part: Part;
}

/** What one browser tells another to connect: a whole session description, with the addresses in it. */
export interface Signal {
  kind: 'offer' | 'answer';
  body: string;
}

export interface LineSettings<Part extends string> {
  me: string;
  servers: RTCIceServer[];
  relayOnly: boolean;
  /** What is said here; null for who only listens. */
  microphone: MediaStream | null;
  /** Whether sound of who has this part is played. */
  isHeard(part: Part): boolean;
  tell(to: string, signal: Signal): void;
  /** Something that `LineState` says has changed. */
  changed(): void;
}

interface Connection {
  connection: RTCPeerConnection;
  sound: HTMLAudioElement;
  meter: AnalyserNode | null;
}

/** A connection that found no way is tried anew after so many ms. */
const patienceMs = 20_000;

/**
 * Sound between the browsers of one call, each with each, encrypted between them (DTLS-SRTP): the server carries their
 * introductions and hears nothing.
 */
export class AudioLine<Part extends string> {
  private readonly settings: LineSettings<Part>;
  private readonly audio = new AudioContext();
  private readonly connections = new Map<string, Connection>();
  private quiet = false;
  private deaf = false;

  constructor(settings: LineSettings<Part>) {
    this.settings = settings;
  }

  /** Who is connected. */
  get connected(): ReadonlySet<string> {
    return new Set(
      [...this.connections].flatMap(([id, c]) => (c.connection.connectionState === 'connected' ? [id] : [])),
    );
  }

  /** Who is connected or being connected. */
  get begun(): ReadonlySet<string> {
    return new Set(this.connections.keys());
  }

  /** The two session descriptions of a connection, ours first; null before there are both. */
  descriptions(peer: string): [string, string] | null {
    const { localDescription: ours, remoteDescription: theirs } =
      this.connections.get(peer)?.connection ?? {};
    return ours && theirs ? [ours.sdp, theirs.sdp] : null;
  }

  /** How loud the others are now, 0 to 1: the root mean square of the last 43 ms. */
  loudness(): number {
    const levels = [...this.connections.values()].map(({ meter }) => {
      if (!meter) return 0;
      const samples = new Float32Array(meter.fftSize);
      meter.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
    });
    return Math.min(1, Math.max(0, ...levels));
  }

  /** `muted`: nothing said here leaves. `onHold`: nobody hears anybody. */
  set({ muted, onHold }: { muted: boolean; onHold: boolean }): void {
    this.quiet = muted || onHold;
    this.deaf = onHold;
    for (const track of this.settings.microphone?.getAudioTracks() ?? []) track.enabled = !this.quiet;
    for (const { sound } of this.connections.values()) sound.muted = this.deaf;
  }

  /** Connects to somebody who was there before. */
  async offer(peer: LinePeer<Part>): Promise<void> {
    const { connection } = this.open(peer);
    if (!this.settings.microphone) connection.addTransceiver('audio', { direction: 'recvonly' });
    await connection.setLocalDescription(await connection.createOffer());
    await gathered(connection);
    this.settings.tell(peer.id, { kind: 'offer', body: connection.localDescription!.sdp });
  }

  /** Takes what another browser told. */
  async take(peer: LinePeer<Part>, { kind, body }: Signal): Promise<void> {
    if (kind === 'answer') {
      const waiting = this.connections.get(peer.id)?.connection;
      if (waiting?.signalingState === 'have-local-offer')
        await waiting.setRemoteDescription({ type: 'answer', sdp: body });
      return;
    }
    this.drop(peer.id);
    const { connection } = this.open(peer);
    await connection.setRemoteDescription({ type: 'offer', sdp: body });
    await connection.setLocalDescription(await connection.createAnswer());
    await gathered(connection);
    this.settings.tell(peer.id, { kind: 'answer', body: connection.localDescription!.sdp });
  }

  /** Ends every connection to who is not among these. */
  keepOnly(peers: ReadonlySet<string>): void {
    for (const id of this.connections.keys()) if (!peers.has(id)) this.drop(id);
  }

  /** Ends it all, and lets go of the microphone. */
  close(): void {
    this.keepOnly(new Set());
    for (const track of this.settings.microphone?.getTracks() ?? []) track.stop();
    void this.audio.close();
  }

  private open(peer: LinePeer<Part>): Connection {
    const { microphone, servers, relayOnly, isHeard, changed } = this.settings;
    const connection = new RTCPeerConnection({
      iceServers: servers,
      iceTransportPolicy: relayOnly ? 'relay' : 'all',
    });
    const opened: Connection = { connection, sound: new Audio(), meter: null };
    this.connections.set(peer.id, opened);
    for (const track of microphone?.getAudioTracks() ?? []) connection.addTrack(track, microphone!);
    connection.ontrack = ({ track }) => {
      if (!isHeard(peer.part)) return;
      const stream = new MediaStream([track]);
      opened.sound.srcObject = stream;
      opened.sound.muted = this.deaf;
      // Refused only where it is closed before it began.
      opened.sound.play().catch(() => {});
      opened.meter = new AnalyserNode(this.audio, { fftSize: 2048 });
      this.audio.createMediaStreamSource(stream).connect(opened.meter);
      void this.audio.resume();
    };
    const giveUp = setTimeout(() => {
      if (connection.connectionState !== 'connected') this.drop(peer.id);
    }, patienceMs);
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === 'connected') clearTimeout(giveUp);
      if (connection.connectionState === 'failed') this.drop(peer.id);
      changed();
    };
    return opened;
  }

  private drop(id: string): void {
    const dropped = this.connections.get(id);
    if (!dropped) return;
    this.connections.delete(id);
    dropped.connection.close();
    dropped.meter?.disconnect();
    dropped.sound.srcObject = null;
    this.settings.changed();
  }
}

/** All addresses are known, or as many as came in two seconds: then one introduction carries them. */
const gathered = (connection: RTCPeerConnection): Promise<void> =>
  new Promise((done) => {
    if (connection.iceGatheringState === 'complete') return done();
    const timer = setTimeout(done, 2_000);
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState !== 'complete') return;
      clearTimeout(timer);
      done();
    });
  });
