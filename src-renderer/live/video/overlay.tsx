import { useSnapshot } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { doingNow } from '../work/doing.ts';
import { doingMessage } from '../work/doing-line.tsx';

/** What is being done, drawn over the video: the same as everywhere on the page. */
export function Overlay() {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const part = useSnapshot((snapshot) => snapshot.part);
  const action = useSnapshot((snapshot) => snapshot.action);
  const model = useSnapshot((snapshot) => snapshot.model);
  const doing = doingNow({ part, action, model });
  const probability = 'probability' in doing ? doing.probability : null;
  const label = 'label' in doing ? doing.label : null;
  const color = model.state === 'ready' && model.info.labels.find(({ name }) => name === label)?.color;
  if (action === null) return null;
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-3 flex text-white">
      <p className="min-w-72 rounded-lg bg-black/75 px-4 py-2">
        <span className="flex items-baseline gap-3">
          <span className={doing.kind === 'action' ? 'font-semibold text-2xl' : 'text-2xl text-white/75'}>
            {doingMessage(doing, titles, text)}
          </span>
          {probability !== null && (
            <span className="figures ml-auto text-white/85 text-xl">{formats.percent(probability)}</span>
          )}
        </span>
        {probability !== null && (
          <span aria-hidden className="mt-1.5 block h-1 overflow-hidden rounded-full bg-white/20">
            <span
              className="block h-full rounded-full"
              style={{ width: `${probability * 100}%`, background: color || 'white' }}
            />
          </span>
        )}
      </p>
    </div>
  );
}
