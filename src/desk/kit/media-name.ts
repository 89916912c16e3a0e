/** "Picture 2": what it is called among others; "Picture" where it stands alone. */
export function mediaName(type: string, at?: number, sound = 'Voice note'): string {
  const kind = type.startsWith('video/') ? 'Video' : type.startsWith('audio/') ? sound : 'Picture';
  return at === undefined ? kind : `${kind} ${at + 1}`;
}
