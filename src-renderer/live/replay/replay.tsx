// Plays the seconds around a mistake over the picture of the source, one key away.
import { RotateCcw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EvidenceClip } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, usePreferences, useSnapshot } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ClipLoop, classNames, IconButton, useShortcut } from '../../ui/index.ts';
import { type Replay, replayOf } from './replay-state.ts';

export interface ReplayControl {
  readonly replay: Replay | null;
  readonly open: boolean;
  toggle(): void;
}

/** Open for one part only: another part begins with the picture of the source. */
export function useReplay(): ReplayControl {
  const text = useText();
  const part = useSnapshot((snapshot) => snapshot.part);
  const lastPart = useSnapshot((snapshot) => snapshot.lastPart);
  const replay = replayOf({ part, lastPart });
  const [openPart, setOpenPart] = useState<string | null>(null);
  const open = replay !== null && replay.part === openPart;
  const toggle = (): void => setOpenPart(open || replay === null ? null : replay.part);
  useShortcut('p', text('live.replay.play'), toggle, replay !== null);
  useShortcut('Escape', text('live.replay.close'), toggle, open);
  return { replay, open, toggle };
}

export function ReplayButton({ control: { replay, open, toggle } }: { readonly control: ReplayControl }) {
  const text = useText();
  if (replay === null) return null;
  return (
    <Button variant="onSolid" large icon={open ? X : RotateCcw} onClick={toggle} shortcut="p">
      {text(open ? 'live.replay.close' : 'live.replay.play')}
    </Button>
  );
}

export function ReplayView({ control: { replay, open, toggle } }: { readonly control: ReplayControl }) {
  const [chosen, setChosen] = useState<string | null>(null);
  if (replay === null || !open) return null;
  // The newest mistake is the one that people have just made.
  const clip = replay.clips.find(({ name }) => fileOf(name) === chosen) ?? replay.clips.at(-1)!;
  return (
    <Playing replay={replay} clip={clip} onChoose={(name) => setChosen(fileOf(name))} onClose={toggle} />
  );
}

/** The folder of a clip changes when its part ends. */
const fileOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function Playing({
  replay,
  clip,
  onChoose,
  onClose,
}: {
  readonly replay: Replay;
  readonly clip: EvidenceClip;
  readonly onChoose: (name: string) => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  const titles = useTitles();
  useSeen(replay);
  const what = clip.mistakes.map(({ index, label }) => titles.ofStep(index, label)).join(', ');
  return (
    <section
      aria-label={text('live.replay.title')}
      className="absolute inset-0 flex flex-col border-4 border-solid-warn bg-black"
    >
      <header className="flex items-center gap-3 bg-solid-warn py-1 pr-1 pl-4 text-on-solid">
        <RotateCcw aria-hidden className="size-6 shrink-0" />
        <p className="min-w-0 flex-1 truncate font-semibold text-xl">
          {text('live.replay.title')}
          <span className="font-normal">{` · ${what}`}</span>
        </p>
        {replay.clips.length > 1 &&
          replay.clips.map(({ name }, index) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === clip.name}
              onClick={() => onChoose(name)}
              className={classNames(
                'figures size-11 rounded-lg border border-current font-bold text-lg',
                name === clip.name && 'bg-white text-[#10161d]',
              )}
            >
              <span className="sr-only">{text('live.replay.title')} </span>
              {index + 1}
            </button>
          ))}
        <IconButton icon={X} name={text('live.replay.close')} onClick={onClose} className="text-current" />
      </header>
      <ClipLoop name={clip.name} label={`${text('live.replay.title')}: ${what}`} className="min-h-0 flex-1" />
    </section>
  );
}

/** Whoever plays a mistake has seen its evidence. */
function useSeen({ part, complete }: Replay): void {
  const may = useIsAllowed('markEvidenceSeen');
  const { attempt } = useCommand('markEvidenceSeen');
  const operator = useSnapshot((snapshot) => snapshot.operator);
  const { person } = usePreferences();
  const text = useText();
  const by = operator || person || text('common.somebody');
  // biome-ignore lint/correctness/useExhaustiveDependencies: noted once for each part
  useEffect(() => {
    if (may && complete) void attempt({ id: part, by });
  }, [may, complete, part]);
}
