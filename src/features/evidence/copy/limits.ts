/** The most pixels that a picture may have to be drawn: a bomb of a few KB can hold billions. */
export const mostPixels = 64_000_000;

/** Pixels of the copy's longer side. */
export const longestSide = 2048;
