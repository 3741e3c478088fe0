import type { StreamHealth } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Figure } from './figure.tsx';
import { lossTone, skippedTone } from './health-items.ts';

/** How well the stream of a camera arrives. */
export function StreamFigures({ stream }: { readonly stream: StreamHealth }) {
  const text = useText();
  const formats = useFormats();
  const { lostShare, skippedWindows } = stream;
  return (
    <>
      <Figure label={text('live.health.loss')} tone={lossTone(stream)}>
        {lostShare === null ? text('live.health.unknown') : formats.percent(lostShare, 1)}
      </Figure>
      {skippedWindows > 0 && (
        <Figure label={text('live.health.skipped')} tone={skippedTone(stream)}>
          {text('live.health.windows', { count: skippedWindows })}
        </Figure>
      )}
    </>
  );
}
