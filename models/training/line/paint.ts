// Colours and shading.
import type { Rgb } from './variation.ts';

export function css(color: Rgb, alpha = 1): string {
  const [r, g, b] = color.map((value) => Math.max(0, Math.min(255, Math.round(value))));
  return alpha === 1 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${alpha})`;
}

/** Below 1 towards black, above 1 towards white. */
export function shade(color: Rgb, factor: number): Rgb {
  if (factor <= 1) return [color[0] * factor, color[1] * factor, color[2] * factor];
  const share = Math.min(1, factor - 1);
  const lighter = (value: number): number => value + (255 - value) * share;
  return [lighter(color[0]), lighter(color[1]), lighter(color[2])];
}
