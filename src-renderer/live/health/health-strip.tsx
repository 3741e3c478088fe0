import { openPage } from '../../app/index.ts';
import { useIsCurrent, useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { SourceBadge } from '../../ui/index.ts';
import { Figure } from './figure.tsx';
import {
  delayTone,
  droppedTone,
  hopTone,
  inferenceTone,
  linksTone,
  rateTone,
  recordTone,
  storageTone,
} from './health-items.ts';
import { MachineFigures } from './machine-figures.tsx';
import { StreamFigures } from './stream-figures.tsx';

/** The figures for an engineer, in one line at the bottom. */
export function HealthStrip() {
  const text = useText();
  const formats = useFormats();
  const fresh = useIsCurrent();
  const health = useSnapshot((snapshot) => (fresh ? snapshot.health : null));
  const source = useSnapshot((snapshot) => snapshot.source);
  const model = useSnapshot((snapshot) => snapshot.model);
  const serving = useSnapshot((snapshot) => snapshot.serving);
  const storage = useSnapshot((snapshot) => snapshot.storage);
  const record = useSnapshot((snapshot) => snapshot.record);
  const hop = useSnapshot((snapshot) => snapshot.hop);
  const wantedHop = useSnapshot(
    ({ settings, model: { ...state } }) =>
      settings.hopSeconds ?? (state.state === 'ready' ? state.info.hopSeconds : null),
  );
  const unknown = text('live.health.unknown');
  const milliseconds = (value: number) => text('live.health.milliseconds', { value: formats.number(value) });
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={text('live.health.title')}
      className="flex min-h-12 shrink-0 items-center gap-x-4 overflow-x-auto xl:gap-x-6 border-line border-t bg-panel px-4"
    >
      {fresh && <SourceBadge state={source?.state ?? null} />}
      <dl className="flex items-center gap-x-4 xl:gap-x-6">
        <Figure label={text('live.health.fps')} tone={rateTone({ source, health })}>
          {health === null
            ? unknown
            : text('live.health.fpsValue', { value: formats.number(health.framesPerSecond) })}
        </Figure>
        <Figure label={text('live.health.dropped')} tone={health === null ? 'idle' : droppedTone(health)}>
          {health === null ? unknown : formats.number(health.droppedWindows)}
        </Figure>
        {health?.stream != null && <StreamFigures stream={health.stream} />}
        <Figure
          label={text('live.health.inference')}
          tone={inferenceTone(health?.inferenceMilliseconds ?? null, hop?.seconds ?? wantedHop)}
        >
          {health?.inferenceMilliseconds == null ? unknown : milliseconds(health.inferenceMilliseconds)}
        </Figure>
        {hop !== null && (
          <Figure label={text('live.health.hop')} tone={hopTone(hop)}>
            {hop.seconds === hop.wantedSeconds
              ? text('live.health.seconds', { value: formats.number(hop.seconds, 2) })
              : text('live.health.hopWanted', {
                  value: formats.number(hop.seconds, 2),
                  wanted: formats.number(hop.wantedSeconds, 2),
                })}
          </Figure>
        )}
        <Figure label={text('live.health.delay')} tone={delayTone(health?.delaySeconds ?? null)}>
          {health?.delaySeconds == null
            ? unknown
            : text('live.health.seconds', { value: formats.number(health.delaySeconds, 1) })}
        </Figure>
        <Figure label={text('live.health.cpu')}>
          {health === null ? unknown : formats.percent(health.cpuPercent / 100)}
        </Figure>
        <Figure label={text('live.health.memory')}>
          {health === null ? unknown : formats.bytes(health.memoryMegabytes * 1e6)}
        </Figure>
        <Figure
          label={text('live.health.disk')}
          tone={health === null ? 'idle' : storageTone(storage, health.freeDiskBytes)}
        >
          {health === null ? unknown : formats.bytes(health.freeDiskBytes)}
        </Figure>
        {fresh && recordTone(record) !== 'idle' && (
          <Figure label={text('live.health.record')} tone={recordTone(record)}>
            {text('live.health.recordUnwritten')}
          </Figure>
        )}
        {health !== null && <MachineFigures machine={health.machine} />}
        <Figure label={text('live.health.model')} tone={model.state === 'failed' ? 'fail' : 'idle'}>
          {model.state === 'ready'
            ? [model.info.name, model.precision, ...(serving === null ? [model.backend] : [])].join(' · ')
            : unknown}
        </Figure>
        {serving !== null && (
          <Figure label={text('live.health.serving')} tone={serving.error === null ? 'idle' : 'warn'}>
            {serving.server === null ? text('live.health.servingHere') : new URL(serving.server).host}
          </Figure>
        )}
        <LinkFigure />
      </dl>
    </section>
  );
}

/** Shown only when a connection is not well. */
function LinkFigure() {
  const text = useText();
  const fresh = useIsCurrent();
  const links = useSnapshot((snapshot) => snapshot.links);
  const tone = linksTone(links);
  if (!fresh || tone === 'idle') return null;
  const failed = links.filter(({ state }) => state === 'failed');
  const shown = failed.length > 0 ? failed : links.filter(({ lost }) => lost > 0);
  return (
    <Figure label={text('live.health.links')} tone={tone}>
      <button type="button" className="underline" onClick={() => openPage('setup', 'links')}>
        {[...new Set(shown.map(({ kind }) => text(`setup.links.kind.${kind}`)))].join(', ')}
      </button>
    </Figure>
  );
}
