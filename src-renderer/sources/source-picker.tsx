// The dialog in which a person chooses the source. Loaded when it is opened.
import { Camera, Clock, FileVideo, MonitorPlay, Network, Radio, VideoOff } from 'lucide-react';
import { useState } from 'react';
import type { SourceLogin } from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, type Tab, Tabs } from '../ui/index.ts';
import { CameraTab } from './camera-tab.tsx';
import { FileTab } from './file-tab.tsx';
import { RecentTab } from './recent-tab.tsx';
import { RtspTab } from './rtsp-tab.tsx';
import type { SourceTabProps } from './source-tab.ts';
import { TestTab } from './test-tab.tsx';
import { UdpTab } from './udp-tab.tsx';

const kinds = ['recent', 'file', 'udp', 'rtsp', 'camera', 'test'] as const;
type Kind = (typeof kinds)[number];

const icons = {
  recent: Clock,
  file: FileVideo,
  udp: Radio,
  rtsp: Network,
  camera: Camera,
  test: MonitorPlay,
} as const;

export function SourcePicker({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const recent = useSnapshot((snapshot) => snapshot.settings.recentSources);
  const inProgress = useSnapshot((snapshot) => snapshot.part !== null);
  const watched = useSnapshot((snapshot) => snapshot.source !== null);
  const [kind, setKind] = useState<Kind>(recent.length > 0 ? 'recent' : 'file');
  const watch = useCommand('openSource');
  const unwatch = useCommand('closeSource');
  const mayUnwatch = useIsAllowed('closeSource');
  const tabs: readonly Tab<Kind>[] = kinds.map((name) => ({
    name,
    label: text(`sources.kind.${name}`),
    icon: icons[name],
  }));
  const open = async (source: string, login?: SourceLogin): Promise<void> => {
    if ((await watch.send({ source, ...(login && { login }) })) !== undefined) onClose();
  };
  const props = { watch: open, busy: watch.busy };
  const error = watch.error ?? unwatch.error;
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('sources.title')}
      {...(inProgress && { description: text('sources.abortsPart') })}
      width="large"
      tall
      footer={
        watched && (
          <Button
            variant="quiet"
            icon={VideoOff}
            busy={unwatch.busy}
            disabled={!mayUnwatch}
            className="mr-auto"
            onClick={async () => {
              if ((await unwatch.send(null)) !== undefined) onClose();
            }}
          >
            {text('sources.close')}
          </Button>
        )
      }
    >
      <div className="flex h-full min-h-0 flex-col gap-4">
        {error && <ErrorNotice error={error} />}
        <div className="flex min-h-0 flex-1">
          <Tabs
            label={text('sources.kinds')}
            tabs={tabs}
            open={kind}
            onOpen={(name) => {
              watch.clearError();
              setKind(name);
            }}
            upright
          >
            <SourceTab kind={kind} {...props} />
          </Tabs>
        </div>
      </div>
    </Dialog>
  );
}

function SourceTab({ kind, ...props }: SourceTabProps & { readonly kind: Kind }) {
  switch (kind) {
    case 'recent':
      return <RecentTab {...props} />;
    case 'file':
      return <FileTab {...props} />;
    case 'udp':
      return <UdpTab {...props} />;
    case 'rtsp':
      return <RtspTab {...props} />;
    case 'camera':
      return <CameraTab {...props} />;
    case 'test':
      return <TestTab {...props} />;
    default:
      return kind satisfies never;
  }
}
