import { Check, Film, History, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import type { PartSummary, TeachProject } from '../../../src-inference/contract/index.ts';
import { useCommand, useInfiniteParts } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, Dialog, EmptyState, ErrorNotice, OutcomeBadge } from '../../ui/index.ts';
import { OperatorField } from '../operator-field.tsx';

const pageParts = 100;
const anyPart = {
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  serial: null,
} as const;

/** Parts that the station has recorded, with what the network saw in them as a first draft. */
export function FromHistoryDialog({
  project,
  onClose,
}: {
  readonly project: TeachProject;
  readonly onClose: () => void;
}) {
  const text = useText();
  const list = useInfiniteParts(anyPart, pageParts);
  const take = useCommand('teachFromHistory');
  const [operator, setOperator] = useState(project.recordings.at(-1)?.operator ?? '');
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const recorded = (list.data ?? []).filter(({ recording }) => recording !== null);
  const takePart = async ({ id }: PartSummary): Promise<void> => {
    const { ok } = await take.attempt({ part: id, operator: operator.trim() });
    if (ok) setTaken((before) => new Set([...before, id]));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('teach.sources.history')}
      description={text('teach.fromHistory.description')}
      width="medium"
      tall
    >
      <div className="flex h-full min-h-0 flex-col gap-4">
        <OperatorField project={project} value={operator} onChange={setOperator} />
        {take.error && <ErrorNotice error={take.error} />}
        {list.isPending && <EmptyState icon={LoaderCircle} title={text('common.loading')} />}
        {list.isError && <ErrorNotice error={list.error} />}
        {list.isSuccess && recorded.length === 0 && (
          <EmptyState
            icon={Film}
            title={text('teach.fromHistory.empty')}
            description={text('teach.fromHistory.emptyHint')}
          />
        )}
        {recorded.length > 0 && (
          <ul
            aria-label={text('history.parts')}
            className="min-h-0 flex-1 overflow-y-auto rounded-xl border border-line"
          >
            {recorded.map((part) => (
              <PartRow
                key={part.id}
                part={part}
                isTaken={taken.has(part.id)}
                disabled={take.busy || operator.trim() === ''}
                onTake={() => void takePart(part)}
              />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button
            icon={History}
            busy={list.isFetchingNextPage}
            className="self-center"
            onClick={() => list.fetchNextPage()}
          >
            {text('teach.fromHistory.older')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function PartRow({
  part: { id, number, verdict, seconds },
  isTaken,
  disabled,
  onTake,
}: {
  readonly part: PartSummary;
  readonly isTaken: boolean;
  readonly disabled: boolean;
  readonly onTake: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <li className="flex min-h-14 items-center gap-4 border-line border-b px-4 py-1.5 last:border-b-0">
      <OutcomeBadge outcome={verdict ?? 'aborted'} />
      <p className="min-w-0 flex-1">
        <span className="font-medium">{text('history.number', { number })}</span>
        <span className="figures ml-3 text-muted text-sm">{formats.dateTime(id)}</span>
      </p>
      <p className="figures text-muted">{formats.duration(seconds)}</p>
      {isTaken ? (
        <p className="flex items-center gap-2 px-4 font-medium text-pass">
          <Check aria-hidden className="size-5" />
          {text('teach.fromHistory.taken')}
        </p>
      ) : (
        <Button
          disabled={disabled}
          onClick={onTake}
          aria-label={`${text('teach.fromHistory.take')}: ${text('history.number', { number })}`}
        >
          {text('teach.fromHistory.take')}
        </Button>
      )}
    </li>
  );
}
