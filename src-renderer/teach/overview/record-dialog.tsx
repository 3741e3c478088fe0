// Films parts from the source of the station: one large button begins and ends a recording.
import { CircleStop, MonitorX, Trash2, Video } from 'lucide-react';
import { useRef, useState } from 'react';
import type { TeachProject, TeachRecording } from '../../../src-inference/contract/index.ts';
import { useCommand, useConnection, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { usePreview, usePreviewWidth } from '../../preview/index.ts';
import { isEngineRunning } from '../../station/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, Dialog, EmptyState, ErrorNotice } from '../../ui/index.ts';
import { clockText } from '../editing/time-view.ts';
import { openLabels } from '../open-place.ts';
import { OperatorField } from '../operator-field.tsx';
import { useElapsedSeconds } from './use-elapsed.ts';

const previewQuality = 80;

export function RecordDialog({
  project,
  onClose,
}: {
  readonly project: TeachProject;
  readonly onClose: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  const source = useSnapshot((snapshot) => snapshot.source);
  const begin = useCommand('teachRecordBegin');
  const end = useCommand('teachRecordEnd');
  const may = useIsAllowed('teachRecordBegin');
  const [operator, setOperator] = useState(project.recordings.at(-1)?.operator ?? '');
  const [asked, setAsked] = useState(false);
  const { recording } = project;
  const seconds = useElapsedSeconds(recording?.startedAt ?? null);
  const [kept, setKept] = useState<TeachRecording | null>(null);
  const press = async (): Promise<void> => {
    if (recording !== null) {
      setKept((await end.send({ keep: true })) ?? null);
    } else if (operator.trim() === '') setAsked(true);
    else {
      setKept(null);
      await begin.send({ operator: operator.trim() });
    }
  };
  const error = begin.error ?? end.error;
  const isRunning = recording !== null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('teach.record.title')}
      description={text('teach.record.description')}
      width="large"
    >
      <div className="flex flex-col gap-5 lg:flex-row">
        <SourcePicture hasSource={source !== null} />
        <div className="flex w-full shrink-0 flex-col gap-4 lg:w-88">
          <OperatorField
            project={project}
            value={isRunning ? recording.operator : operator}
            problem={asked && operator.trim() === '' ? text('teach.operator.missing') : null}
            onChange={setOperator}
          />
          <button
            type="button"
            disabled={!may || source === null || begin.busy || end.busy}
            onClick={press}
            className={classNames(
              'flex min-h-36 w-full flex-col items-center justify-center gap-2 rounded-2xl font-semibold text-2xl text-on-solid disabled:opacity-50',
              isRunning ? 'bg-solid-fail' : 'bg-solid-active',
            )}
          >
            {isRunning ? (
              <CircleStop aria-hidden className="size-10" />
            ) : (
              <Video aria-hidden className="size-10" />
            )}
            {text(isRunning ? 'teach.record.end' : 'teach.record.begin')}
            {isRunning && <span className="figures font-medium text-lg">{clockText(seconds)}</span>}
          </button>
          {isRunning && (
            <Button icon={Trash2} busy={end.busy} onClick={() => end.send({ keep: false })}>
              {text('teach.record.discard')}
            </Button>
          )}
          {error && <ErrorNotice error={error} />}
          {kept !== null && (
            <div
              role="status"
              className="flex flex-wrap items-center gap-2 rounded-xl bg-pass-soft px-4 py-3 text-pass"
            >
              <p className="min-w-0 flex-1 font-medium">
                {text('teach.record.kept', { id: kept.id, duration: formats.duration(kept.durationSeconds) })}
              </p>
              <Button onClick={() => openLabels(kept.id)}>{text('teach.record.label')}</Button>
            </div>
          )}
          <p className="figures text-muted">
            {text('teach.record.sofar', {
              count: project.recordings.filter((one) => one.operator === operator.trim()).length,
              operator: operator.trim() || '–',
            })}
          </p>
        </div>
      </div>
    </Dialog>
  );
}

function SourcePicture({ hasSource }: { readonly hasSource: boolean }) {
  const text = useText();
  const isRunning = isEngineRunning(useConnection());
  const place = useRef<HTMLDivElement>(null);
  const width = usePreviewWidth(place);
  usePreview(
    place,
    width === null || !hasSource || !isRunning
      ? null
      : { width, quality: previewQuality, annotation: 'none' },
  );
  return (
    <div className="relative aspect-video min-w-0 flex-1 self-start overflow-hidden rounded-xl bg-black">
      <div ref={place} className="size-full" />
      {!hasSource && (
        <div className="absolute inset-0 bg-panel">
          <EmptyState
            icon={MonitorX}
            title={text('teach.record.noSource')}
            description={text('teach.record.noSourceHint')}
          />
        </div>
      )}
    </div>
  );
}
