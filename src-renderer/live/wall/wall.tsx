// The wall view: the state of the station for a whole hall, readable from six metres. Nothing on it can be pressed.
import type { ReactNode } from 'react';
import { openPage } from '../../app/index.ts';
import { useConnection, useIsCurrent, useSnapshot, useSnapshotState } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { classNames, type Mark, useShortcut } from '../../ui/index.ts';
import { bandFills, bandMarks, bandWord } from '../band/band-marks.ts';
import { bandMessage, shellMessage } from '../band/band-message.ts';
import { shellBand } from '../band/band-state.ts';
import { FittedWord } from '../band/fitted-word.tsx';
import { useBand } from '../band/use-band.ts';
import { useStayAwake } from './use-stay-awake.ts';
import { WallCounts } from './wall-counts.tsx';
import { WallStep } from './wall-step.tsx';

/** One `em` is the smallest text: its capitals are 25 mm high on a screen of 1.2 m of width, for six metres. */
const smallest = 'min(5.2vh, 3.2vw)';

export function Wall() {
  const text = useText();
  const known = useSnapshotState() !== 'none';
  useStayAwake();
  useShortcut('Escape', text('app.openRoom', { room: text('app.rooms.live') }), () => openPage('live'));
  return (
    <main
      className="flex h-full cursor-none select-none flex-col overflow-hidden bg-ground leading-tight"
      style={{ fontSize: smallest }}
    >
      {known ? <Board /> : <NotThereYet />}
    </main>
  );
}

function NotThereYet() {
  const text = useText();
  const connection = useConnection();
  const band = shellBand(connection, false) ?? { kind: 'opening' as const };
  return (
    <Band mark={bandMarks[band.kind]} word={bandWord(band.kind, text)} kind={band.kind}>
      {shellMessage(band, text)}
    </Band>
  );
}

function Board() {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const fresh = useIsCurrent();
  const band = useBand();
  const part = useSnapshot((snapshot) => snapshot.part ?? snapshot.lastPart);
  const { what, remedy } = bandMessage(band, { text, titles, formats });
  return (
    <>
      <Band
        kind={band.kind}
        mark={bandMarks[band.kind]}
        word={bandWord(band.kind, text)}
        {...(fresh && part !== null && { part })}
      >
        {what}
        {remedy && <span className="block font-normal">{remedy}</span>}
      </Band>
      {/* Without colours while the data may be old. */}
      <div className={classNames('flex shrink-0 flex-col', !fresh && 'opacity-60 grayscale')}>
        <WallStep />
        <WallCounts />
      </div>
    </>
  );
}

interface NamedPart {
  readonly number: number;
  readonly code: string | null;
  readonly identity: { readonly serial: string | null } | null;
}

function Band({
  kind,
  mark: { tone, icon: Icon },
  word,
  part,
  children,
}: {
  readonly kind: string;
  readonly mark: Mark;
  readonly word: string;
  readonly part?: NamedPart;
  /** What is the matter. */
  readonly children: ReactNode;
}) {
  const text = useText();
  const serial = part?.identity?.serial ?? part?.code ?? null;
  return (
    <section
      role="status"
      data-band={kind}
      className={classNames(
        'flex min-h-0 flex-1 flex-col justify-center gap-[0.4em] px-[0.8em] py-[0.5em]',
        bandFills[tone],
      )}
    >
      <div className="flex items-center gap-[0.8em]">
        <Icon
          aria-hidden
          strokeWidth={2}
          className={classNames('size-[2.8em] shrink-0', Icon === bandMarks.opening.icon && 'animate-spin')}
        />
        <FittedWord word={word} size="3.3em" />
        {part && (
          <p className="figures shrink-0 text-right leading-none">
            <span className="mb-[0.25em] block font-semibold">{text('live.band.part')}</span>
            <span className="font-extrabold text-[2.8em]">{part.number}</span>
          </p>
        )}
      </div>
      <p className="line-clamp-3 shrink-0 text-balance font-semibold text-[1.4em]">{children}</p>
      {serial !== null && <p className="figures truncate">{serial}</p>}
    </section>
  );
}
