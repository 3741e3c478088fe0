import { ImageOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { SmallPicture } from '../../../src-inference/contract/index.ts';

/** A small picture with its title; without one, why there is none. */
export function View({
  title,
  picture,
  none,
  note,
}: {
  readonly title: string;
  readonly picture: SmallPicture | null;
  readonly none: string;
  readonly note: string | null;
}) {
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="font-medium text-muted text-sm">{title}</figcaption>
      {picture === null ? (
        <div className="flex aspect-square flex-col items-center justify-center gap-3 rounded-xl border border-line border-dashed p-6 text-center text-muted">
          <ImageOff aria-hidden className="size-8" />
          {none}
        </div>
      ) : (
        <Pixels picture={picture} label={title} />
      )}
      {note !== null && <p className="text-muted text-sm">{note}</p>}
    </figure>
  );
}

/** It is drawn point by point: the network sees no more of it. */
function Pixels({ picture, label }: { readonly picture: SmallPicture; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, rgb } = picture;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const bytes = atob(rgb);
    const image = context.createImageData(width, height);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        image.data[pixel * 4 + channel] = bytes.charCodeAt(pixel * 3 + channel);
      }
      image.data[pixel * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [width, height, rgb]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={width}
      height={height}
      className="w-full rounded-xl border border-line"
    />
  );
}
