// The overview of a project: the way from recordings to a station that knows the line, and the recordings.
import { useState } from 'react';
import type { TeachProject } from '../../../src-inference/contract/index.ts';
import { FailedDeployment } from '../failed-deployment.tsx';
import { AddVideoDialog } from './add-video-dialog.tsx';
import { FromHistoryDialog } from './from-history-dialog.tsx';
import { RecordDialog } from './record-dialog.tsx';
import { RecordingList } from './recording-list.tsx';
import { type RecordingSource, RecordingSources } from './recording-sources.tsx';
import { RunningStrip } from './running-strip.tsx';
import { TeachPath } from './teach-path-view.tsx';

export function Overview({ project }: { readonly project: TeachProject }) {
  const [open, setOpen] = useState<RecordingSource | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 px-6 pb-4 max-lg:overflow-y-auto phone:px-4">
      {project.recording !== null && open !== 'record' && (
        <RunningStrip running={project.recording} onShow={() => setOpen('record')} />
      )}
      <FailedDeployment project={project} />
      <TeachPath project={project} onRecord={() => setOpen('record')} />
      <RecordingList project={project} actions={<RecordingSources onOpen={setOpen} />} />
      {open === 'record' && <RecordDialog project={project} onClose={close} />}
      {open === 'add' && <AddVideoDialog project={project} onClose={close} />}
      {open === 'history' && <FromHistoryDialog project={project} onClose={close} />}
    </div>
  );
}
