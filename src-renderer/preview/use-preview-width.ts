// The width of the preview: as large as it is shown, so that no machine encodes, sends and decodes pixels that nobody sees.
import { type RefObject, useEffect, useState } from 'react';

/** Only a few widths: otherwise a window that is made larger would open a new preview with every pixel. 1280 is 720p. */
const widths = [640, 960, 1280] as const;
const widest = widths[widths.length - 1]!;
/** A picture may be enlarged this much before an operator sees the difference from a normal distance. */
/** Of the place on the screen, in its own pixels. */
/** @param shown Size of the place on the screen, in device pixels. */
const stretch = 1.1;
const usualAspect = 16 / 9;

/** @param shown Of the place on the screen, in its own pixels. */
export function previewWidthFor(shown: { readonly width: number; readonly height: number }): number {
  const wide = Math.min(shown.width, shown.height * usualAspect);
  return widths.find((width) => width * stretch >= wide) ?? widest;
}

export function usePreviewWidth(place: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = box;
      const scale = window.devicePixelRatio;
      if (clientWidth > 0)
        setWidth(previewWidthFor({ width: clientWidth * scale, height: clientHeight * scale }));
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [place]);
  return width;
}
