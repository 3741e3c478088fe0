// Parts of the plant, newest first.
import { Film, LoaderCircle, RotateCcw, SearchX } from 'lucide-react';
import type { PlantPartSummary } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, EmptyState, ErrorNotice, OutcomeBadge } from '../../ui/index.ts';
import { type PartConditions, usePlantParts } from '../data/queries.ts';
import { mistakeText } from '../mistake-text.ts';
import { routeTo } from '../route.ts';

export function PartList({
  conditions,
  withStation,
}: {
  readonly conditions: PartConditions;
  /** Whether each part says its station. */
  readonly withStation: boolean;
}) {
  const text = useText();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = usePlantParts(conditions);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
      {error !== null && (
        <div className="p-6">
          <ErrorNotice error={error}>
            <Button icon={RotateCcw} onClick={() => void refetch()}>
              {text('common.retry')}
            </Button>
          </ErrorNotice>
        </div>
      )}
      {data === undefined && error === null && (
        <EmptyState icon={LoaderCircle} title={text('common.loading')} />
      )}
      {data !== undefined && data.length === 0 && (
        <EmptyState
          icon={SearchX}
          title={text('history.noneFound')}
          description={text('plant.part.noneHint')}
        />
      )}
      {data !== undefined && data.length > 0 && (
        <ul className="divide-y divide-line">
          {data.map((part) => (
            <PartRow key={`${part.station} ${part.startedAt}`} part={part} withStation={withStation} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <p className="flex justify-center p-4">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text('plant.part.more')}
          </Button>
        </p>
      )}
    </div>
  );
}

function PartRow({ part, withStation }: { readonly part: PlantPartSummary; readonly withStation: boolean }) {
  const text = useText();
  const formats = useFormats();
  const { station, startedAt, serial, number, verdict, mistakes, seconds, recipe, stationName } = part;
  return (
    <li>
      <a
        href={routeTo({ page: 'part', station, startedAt })}
        className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 hover:bg-raised sm:px-6"
      >
        <span className="flex w-24 shrink-0">
          <OutcomeBadge outcome={verdict ?? 'aborted'} />
        </span>
        <span className="figures grow basis-48 whitespace-nowrap text-right sm:grow-0 sm:basis-52 sm:text-left">
          {formats.dateTime(startedAt)}
        </span>
        {withStation && <span className="w-full truncate font-medium sm:w-44">{stationName}</span>}
        <span className="max-w-40 truncate sm:w-40">{serial ?? text('plant.part.number', { number })}</span>
        <span className="min-w-0 flex-1 truncate text-muted sm:min-w-40">
          {mistakes.length === 0 ? recipe : mistakes.map((one) => mistakeText(one, text)).join('; ')}
        </span>
        {part.unacknowledged && (
          <span className="text-sm text-warn">{text('plant.part.unacknowledged')}</span>
        )}
        {part.clip !== null && (
          <span className="text-muted" title={text('plant.part.hasClip')}>
            <Film aria-hidden className="size-5" />
            <span className="sr-only">{text('plant.part.hasClip')}</span>
          </span>
        )}
        <span className="figures ml-auto w-16 text-right text-muted">{formats.duration(seconds)}</span>
      </a>
    </li>
  );
}
