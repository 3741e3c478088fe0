import { Camera, Clock, FileVideo, type LucideIcon, MonitorPlay, Network, Radio } from 'lucide-react';
import { useState } from 'react';
import { parseSource, type SourceSpec } from '../../../src-inference/contract/index.ts';
import { useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, EmptyState } from '../../ui/index.ts';
import type { SourceTabProps } from './source-tab.ts';

const icons = {
  file: FileVideo,
  udp: Radio,
  rtsp: Network,
  camera: Camera,
  test: MonitorPlay,
} as const satisfies Record<SourceSpec['kind'], LucideIcon>;

export function RecentTab({ watch, busy }: SourceTabProps) {
  const text = useText();
  const recent = useSnapshot((snapshot) => snapshot.settings.recentSources);
  const watched = useSnapshot((snapshot) => snapshot.source?.text);
  const [pressed, setPressed] = useState<string | null>(null);
  if (recent.length === 0) {
    return (
      <EmptyState
        icon={Clock}
        title={text('sources.recentEmpty')}
        description={text('sources.recentEmptySentence')}
      />
    );
  }
  return (
    <ul className="flex h-full flex-col gap-2 overflow-y-auto pr-1">
      {recent.map((source) => {
        const Icon = iconOf(source);
        return (
          <li
            key={source}
            className="flex min-h-16 items-center gap-4 rounded-xl border border-line px-4 py-2"
          >
            <Icon aria-hidden className="size-6 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 break-all">{source}</span>
            {source === watched && (
              <span className="shrink-0 text-muted text-sm">{text('sources.watched')}</span>
            )}
            <Button
              variant={source === watched ? 'normal' : 'primary'}
              busy={busy && pressed === source}
              disabled={busy}
              onClick={() => {
                setPressed(source);
                watch(source);
              }}
            >
              {text('sources.watch')}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

/** Settings of a later version may have a source that this version does not know. */
function iconOf(source: string): LucideIcon {
  try {
    return icons[parseSource(source).kind];
  } catch {
    return FileVideo;
  }
}
