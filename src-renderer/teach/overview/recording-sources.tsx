import { FileVideo, History, type LucideIcon } from 'lucide-react';
import { useIsAllowed } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button } from '../../ui/index.ts';

/** Where recordings come from: the source of the station (its button is on the path), a file, or a part that was watched. */
export type RecordingSource = 'record' | 'add' | 'history';

const sources = [
  { source: 'add', icon: FileVideo },
  { source: 'history', icon: History },
] as const satisfies readonly { readonly source: RecordingSource; readonly icon: LucideIcon }[];

export function RecordingSources({ onOpen }: { readonly onOpen: (source: RecordingSource) => void }) {
  const text = useText();
  const may = useIsAllowed('teachAddVideo');
  return sources.map(({ source, icon }) => (
    <Button key={source} icon={icon} disabled={!may} onClick={() => onOpen(source)}>
      {text(`teach.sources.${source}`)}
    </Button>
  ));
}
