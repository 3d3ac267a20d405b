// Markers of the segments of a JPEG. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B

export const START_OF_SCAN = 0xda;

/** Returns true if the segment of a marker holds the size: start of frame, without the tables and extensions in the same range. */
export const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
