// Draws the PNG sizes of the icon from its SVG. Run it after a change of the drawing: npx tsx scripts/draw-icons.ts
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';

const folder = join(import.meta.dirname, '../resources/icons');
/** Sizes of the freedesktop icon theme, and those that app stores ask for. */
const sizes = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024];

const drawing = await loadImage(join(folder, 'stepwatch.svg'));
for (const size of sizes) {
  drawing.width = size;
  drawing.height = size;
  const canvas = createCanvas(size, size);
  canvas.getContext('2d').drawImage(drawing, 0, 0, size, size);
  await writeFile(join(folder, `${size}x${size}.png`), await canvas.encode('png'));
}
