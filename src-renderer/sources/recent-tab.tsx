import { Camera, Clock, FileVideo, type LucideIcon, MonitorPlay, Network, Pencil, Radio } from 'lucide-react';
import { useState } from 'react';
import { parseSource, type RecentSource, type SourceSpec } from '../../src-inference/contract/index.ts';
import { useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { sourceTitleOf } from '../messages/index.ts';
import { useText } from '../text/index.tsx';
import { Button, EmptyState, IconButton } from '../ui/index.ts';
import { NameSource } from './name-source.tsx';
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
  const [named, setNamed] = useState<RecentSource | null>(null);
  const mayName = useIsAllowed('nameSource');
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
    <>
      <ul className="flex h-full flex-col gap-2 overflow-y-auto pr-1">
        {recent.map((source) => {
          const { address } = source;
          const Icon = iconOf(address);
          const title = sourceTitleOf({ ...source, name: address }, text);
          return (
            <li
              key={address}
              className="flex min-h-16 items-center gap-4 rounded-xl border border-line px-4 py-2"
            >
              <Icon aria-hidden className="size-6 shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="break-words font-medium">{title}</p>
                <p className="truncate text-faint text-sm" title={address}>
                  {address}
                </p>
              </div>
              {address === watched && (
                <span className="shrink-0 text-muted text-sm">{text('sources.watched')}</span>
              )}
              <IconButton
                icon={Pencil}
                name={text('sources.rename', { name: title })}
                disabled={!mayName}
                onClick={() => setNamed(source)}
              />
              <Button
                variant={address === watched ? 'normal' : 'primary'}
                busy={busy && pressed === address}
                disabled={busy}
                onClick={() => {
                  setPressed(address);
                  watch(address);
                }}
              >
                {text('sources.watch')}
              </Button>
            </li>
          );
        })}
      </ul>
      {named !== null && <NameSource source={named} onClose={() => setNamed(null)} />}
    </>
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
