import { useSnapshot } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';

/** Current action and expected step, drawn over the video. */
export function Overlay() {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const action = useSnapshot((snapshot) => snapshot.action);
  const expected = useSnapshot((snapshot) => snapshot.part?.expected ?? null);
  const background = useSnapshot(({ model }) => (model.state === 'ready' ? model.info.background : null));
  const color = useSnapshot(({ model }) =>
    model.state === 'ready' ? model.info.labels.find(({ name }) => name === action?.label)?.color : null,
  );
  if (action === null) return null;
  const idle = action.label === background;
  const differs = expected !== null && !idle && expected.label !== action.label;
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-3 flex flex-wrap items-end gap-2 text-white">
      <p className="min-w-72 rounded-lg bg-black/75 px-4 py-2.5">
        <span className="block text-sm text-white/75">{text('live.video.now')}</span>
        <span className="flex items-baseline gap-3">
          <span className={idle ? 'text-2xl text-white/75' : 'font-semibold text-2xl'}>
            {idle ? text('live.video.nothing') : titles.ofLabel(action.label)}
          </span>
          <span className="figures ml-auto text-white/85 text-xl">{formats.percent(action.probability)}</span>
        </span>
        <span aria-hidden className="mt-1.5 block h-1 overflow-hidden rounded-full bg-white/20">
          <span
            className="block h-full rounded-full"
            style={{ width: `${action.probability * 100}%`, background: color ?? 'white' }}
          />
        </span>
      </p>
      {differs && (
        <p className="rounded-lg bg-black/75 px-4 py-2.5">
          <span className="block text-sm text-white/75">{text('live.video.expected')}</span>
          <span className="text-xl">{titles.ofStep(expected.index, expected.label)}</span>
        </p>
      )}
    </div>
  );
}
