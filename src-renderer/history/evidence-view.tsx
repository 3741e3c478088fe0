// What shows the mistakes of a part: the clips in a loop, pictures of the windows that decided, and the file of the judgement.
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type {
  EvidenceClip,
  EvidencePicture,
  PartEvidence,
  PartId,
} from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../hooks/index.ts';
import { useTitles } from '../messages/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { ClipLoop, classNames, evidenceAddress } from '../ui/index.ts';
import { usePersonHere } from './person-here.ts';

export function EvidenceView({ part, evidence }: { readonly part: PartId; readonly evidence: PartEvidence }) {
  const text = useText();
  const formats = useFormats();
  const { clips, pictures, judgement, bytes, seenAt } = evidence;
  const [chosen, setChosen] = useState<EvidenceClip | null>(clips[0] ?? null);
  const video = useRef<HTMLVideoElement>(null);
  useSeen(part, seenAt);
  const shown = chosen === null ? [] : pictures.filter(({ atSeconds }) => isIn(chosen, atSeconds));
  const show = ({ atSeconds }: EvidencePicture): void => {
    if (chosen === null || video.current === null) return;
    video.current.pause();
    video.current.currentTime = atSeconds - chosen.fromSeconds;
  };
  return (
    <section aria-label={text('history.evidence.title')} className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <h3 className="font-semibold text-lg">{text('history.evidence.title')}</h3>
        <ClipTabs clips={clips} chosen={chosen} onChoose={setChosen} />
        <a
          href={evidenceAddress(judgement.name)}
          download
          className="ml-auto flex min-h-11 items-center gap-2 rounded-lg px-2 text-accent hover:underline"
        >
          <Download aria-hidden className="size-5" />
          {text('history.evidence.judgement')}
        </a>
        <span className="figures text-muted text-sm">{formats.bytes(bytes)}</span>
      </header>
      <div className="grid gap-3 lg:grid-cols-[minmax(0,1fr)_16rem]">
        {chosen === null ? (
          <p className="rounded-lg bg-raised px-4 py-3 text-muted">{text('history.evidence.noClip')}</p>
        ) : (
          <ClipLoop
            ref={video}
            key={chosen.name}
            name={chosen.name}
            controls
            label={text('history.evidence.clip')}
            className="max-h-[52vh] w-full rounded-xl"
          />
        )}
        <ul
          aria-label={text('history.evidence.pictures')}
          className="grid max-h-[52vh] auto-rows-max grid-cols-2 gap-2 sm:grid-cols-3 overflow-y-auto lg:grid-cols-1"
        >
          {shown.map((picture) => (
            <Picture key={picture.name} picture={picture} onShow={show} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function isIn({ fromSeconds, seconds }: EvidenceClip, atSeconds: number): boolean {
  return atSeconds >= fromSeconds && atSeconds <= fromSeconds + seconds;
}

function ClipTabs({
  clips,
  chosen,
  onChoose,
}: {
  readonly clips: readonly EvidenceClip[];
  readonly chosen: EvidenceClip | null;
  readonly onChoose: (clip: EvidenceClip) => void;
}) {
  const titles = useTitles();
  if (clips.length < 2) return null;
  return clips.map((clip) => (
    <button
      key={clip.name}
      type="button"
      aria-pressed={clip.name === chosen?.name}
      onClick={() => onChoose(clip)}
      className={classNames(
        'min-h-11 max-w-72 truncate rounded-lg border border-line px-3 text-sm hover:text-text',
        clip.name === chosen?.name ? 'bg-accent-soft font-semibold text-accent' : 'text-muted',
      )}
    >
      {clip.mistakes.map(({ index, label }) => titles.ofStep(index, label)).join(', ')}
    </button>
  ));
}

function Picture({
  picture,
  onShow,
}: {
  readonly picture: EvidencePicture;
  readonly onShow: (picture: EvidencePicture) => void;
}) {
  const text = useText();
  const titles = useTitles();
  const formats = useFormats();
  const { index, label } = picture.mistake;
  const what = titles.ofStep(index, label);
  return (
    <li>
      <button
        type="button"
        onClick={() => onShow(picture)}
        className="block w-full overflow-hidden rounded-lg border border-line text-left hover:border-muted"
      >
        <img
          src={evidenceAddress(picture.name)}
          alt={text('history.evidence.pictureOf', { what })}
          className="aspect-video w-full bg-black object-contain"
        />
        <span className="figures flex gap-2 px-2 py-1 text-sm">
          <span className="min-w-0 flex-1">{what}</span>
          <span className="text-muted">{formats.duration(picture.atSeconds)}</span>
        </span>
      </button>
    </li>
  );
}

/** Whoever opens it has seen it. */
function useSeen(part: PartId, seenAt: string | null): void {
  const may = useIsAllowed('markEvidenceSeen');
  const { attempt } = useCommand('markEvidenceSeen');
  const by = usePersonHere();
  // biome-ignore lint/correctness/useExhaustiveDependencies: noted once for each part
  useEffect(() => {
    if (may && seenAt === null) void attempt({ id: part, by });
  }, [may, seenAt, part]);
}
