import decodeQR from 'qr/decode.js';

/** Why there is no picture: the browser's owner said no, or there is no camera to be had. */
export type NoCamera = 'denied' | 'none';

/** The longer side of what is searched, in pixels: a code of a hand's breadth at arm's length has 200 of them. */
const side = 720;
const everyMs = 150;

/**
 * Shows the camera in `video` and calls `onRead` with each code that it sees, at most one every 150 ms. Returns how to stop,
 * which switches the camera off. Throws NoCamera.
 */
export async function watch(video: HTMLVideoElement, onRead: (text: string) => void): Promise<() => void> {
  const stream = await ask();
  video.srcObject = stream;
  await video.play().catch(() => {});
  const canvas = document.createElement('canvas');
  const timer = setInterval(() => {
    const text = read(video, canvas);
    if (text !== null) onRead(text);
  }, everyMs);
  return () => {
    clearInterval(timer);
    video.srcObject = null;
    for (const track of stream.getTracks()) track.stop();
  };
}

async function ask(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw 'none' satisfies NoCamera;
  const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    throw ((error as Error).name === 'NotAllowedError' ? 'denied' : 'none') satisfies NoCamera;
  }
}

/** What stands in the code that the video shows now; null where it shows none. */
function read(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | null {
  const { videoWidth, videoHeight } = video;
  if (!videoWidth) return null;
  const scale = Math.min(1, side / Math.max(videoWidth, videoHeight));
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    // No code in this picture, or one that is blurred: the next comes soon.
    return null;
  }
}
