// What the station was unsure of, and what a person judged otherwise: to be taken into the next round, or not.
import {
  CircleHelp,
  FilePlus,
  History,
  LoaderCircle,
  type LucideIcon,
  PackageOpen,
  ShieldAlert,
  ShieldX,
  X,
} from 'lucide-react';
import { useState } from 'react';
import type { SampleKind, TeachProject, TeachSample } from '../../../src-inference/contract/index.ts';
import { openPage } from '../../app/index.ts';
import { useCommand, useIsAllowed, useStationQuery } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Badge, Button, EmptyState, ErrorNotice, IconButton, type Tone } from '../../ui/index.ts';
import { useLabelNames } from '../label-names.ts';
import { OperatorField } from '../operator-field.tsx';

const marks = {
  unsure: { tone: 'active', icon: CircleHelp },
  falseAlarm: { tone: 'warn', icon: ShieldAlert },
  missed: { tone: 'fail', icon: ShieldX },
} as const satisfies Record<SampleKind, { readonly tone: Tone; readonly icon: LucideIcon }>;

export function Samples({ project }: { readonly project: TeachProject }) {
  const text = useText();
  const queue = useStationQuery('teachQueue', null);
  const resolve = useCommand('teachResolveSample');
  const [operator, setOperator] = useState(project.recordings.at(-1)?.operator ?? '');
  if (queue.isError) {
    return (
      <div className="p-6">
        <ErrorNotice error={queue.error}>
          <Button onClick={() => queue.refetch()}>{text('common.retry')}</Button>
        </ErrorNotice>
      </div>
    );
  }
  if (queue.isPending) return <EmptyState icon={LoaderCircle} title={text('common.loading')} />;
  if (queue.data.length === 0) {
    return (
      <EmptyState
        icon={PackageOpen}
        title={text('teach.samples.empty')}
        description={text('teach.samples.emptyHint')}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="h-full overflow-y-auto px-6 pb-6">
      <div className="mx-auto flex max-w-5xl flex-col gap-4">
        <p className="max-w-prose text-muted">{text('teach.samples.hint')}</p>
        <div className="max-w-md">
          <OperatorField project={project} value={operator} onChange={setOperator} />
        </div>
        {resolve.error && <ErrorNotice error={resolve.error} />}
        <ul aria-label={text('teach.tabs.samples')} className="flex flex-col gap-2">
          {queue.data.map((sample) => (
            <li key={sample.id}>
              <SampleRow
                sample={sample}
                project={project}
                busy={resolve.busy}
                canTake={operator.trim() !== ''}
                onTake={() =>
                  void resolve.send({
                    sample: sample.id,
                    resolution: { kind: 'take', operator: operator.trim() },
                  })
                }
                onDismiss={() => void resolve.send({ sample: sample.id, resolution: { kind: 'dismiss' } })}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function SampleRow({
  sample: { kind, at, part, startSeconds, endSeconds, label, probability, judged, hasRecording },
  project,
  busy,
  canTake,
  onTake,
  onDismiss,
}: {
  readonly sample: TeachSample;
  readonly project: TeachProject;
  readonly busy: boolean;
  readonly canTake: boolean;
  readonly onTake: () => void;
  readonly onDismiss: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  const names = useLabelNames(project, text('teach.nothing'));
  const may = useIsAllowed('teachResolveSample');
  const seconds = formats.number(endSeconds - startSeconds, 1);
  const sentence =
    label !== null && probability !== null
      ? text('teach.samples.unsureOf', {
          label: names.titleOf(label),
          probability: formats.percent(probability),
          seconds,
        })
      : text('teach.samples.wholePart', { seconds });
  return (
    <article className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-panel px-4 py-3">
      <p className="w-36">
        <Badge {...marks[kind]} label={text(`teach.samples.kinds.${kind}`)} />
      </p>
      <div className="min-w-52 flex-1">
        <p className="font-medium">{sentence}</p>
        <p className="figures text-muted text-sm">
          {formats.dateTime(at)}
          {judged !== null && ` · ${text('teach.samples.judgedBy', { by: judged.by })}`}
        </p>
        {judged !== null && judged.note !== '' && <p className="mt-1 text-muted">{judged.note}</p>}
      </div>
      <Button variant="quiet" icon={History} onClick={() => openPage('history', part)}>
        {text('teach.samples.look')}
      </Button>
      <Button
        icon={FilePlus}
        disabled={!may || busy || !hasRecording || !canTake}
        title={hasRecording ? text('teach.samples.takeHint') : text('teach.samples.noRecording')}
        onClick={onTake}
      >
        {text(hasRecording ? 'teach.samples.take' : 'teach.samples.noRecordingShort')}
      </Button>
      <IconButton icon={X} name={text('teach.samples.dismiss')} disabled={!may || busy} onClick={onDismiss} />
    </article>
  );
}
