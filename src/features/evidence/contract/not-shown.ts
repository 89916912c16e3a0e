import * as z from 'zod/mini';

/**
 * Why a picture or video has no copy to show: a video or a recording; a kind of picture that we cannot draw; more pixels than we draw;
 * damaged; or it could not be drawn when it came, for too much else or for a fault of ours.
 */
export const NOT_SHOWN = ['video', 'audio', 'format', 'bounds', 'broken', 'busy'] as const;
export const NotShown = z.enum(NOT_SHOWN);
export type NotShown = z.infer<typeof NotShown>;
