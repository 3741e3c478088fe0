import { Camera, CameraOff, LoaderCircle, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, classNames, EmptyState, ErrorNotice } from '../ui/index.ts';
import { Probe } from './probe.tsx';
import type { SourceTabProps } from './source-tab.ts';
import { cameraText } from './source-text.ts';
import { useProbe } from './use-probe.ts';

export function CameraTab({ watch, busy }: SourceTabProps) {
  const text = useText();
  const cameras = useStationQuery('listCameras', null);
  const [device, setDevice] = useState<string | null>(null);
  const { probe, foundOf, look } = useProbe();
  const again = (
    <Button icon={RefreshCw} busy={cameras.isFetching} onClick={() => void cameras.refetch()}>
      {text('sources.searchAgain')}
    </Button>
  );
  if (cameras.isPending) return <EmptyState icon={LoaderCircle} title={text('common.loading')} />;
  if (cameras.isError) return <ErrorNotice error={cameras.error}>{again}</ErrorNotice>;
  if (cameras.data.length === 0) {
    return (
      <EmptyState
        icon={CameraOff}
        title={text('sources.noCamera')}
        description={text('sources.noCameraSentence')}
      >
        {again}
      </EmptyState>
    );
  }
  const chosen = device ?? cameras.data[0]!.device;
  const source = cameraText(chosen);
  return (
    <div className="flex h-full flex-wrap gap-6 overflow-y-auto p-1">
      <div className="flex w-80 max-w-full shrink-0 flex-col gap-4">
        <ul aria-label={text('sources.cameras')} className="flex flex-col gap-2">
          {cameras.data.map((camera) => (
            <li key={camera.device}>
              <button
                type="button"
                aria-pressed={camera.device === chosen}
                onClick={() => setDevice(camera.device)}
                className={classNames(
                  'flex min-h-14 w-full items-center gap-3 rounded-xl border px-4 text-left',
                  camera.device === chosen ? 'border-accent bg-accent-soft' : 'border-line hover:bg-raised',
                )}
              >
                <Camera aria-hidden className="size-6 shrink-0" />
                <span className="min-w-0">
                  <span className="block truncate font-medium">{camera.name}</span>
                  <span className="block text-muted text-sm">{camera.device}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {again}
      </div>
      <Probe
        probe={probe}
        found={foundOf(source)}
        lookLabel={text('sources.look')}
        onLook={() => void look(source)}
        onWatch={() => watch(source)}
        busy={busy}
      />
    </div>
  );
}
