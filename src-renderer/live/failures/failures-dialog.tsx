// The failed parts that wait for somebody: which, when, what it looked like, what was wrong.
import { CheckCheck, ImageOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { allParts, mostUnacknowledged, type PartSummary } from '../../../src-inference/contract/index.ts';
import { AcknowledgeDialog } from '../../acknowledge/index.tsx';
import { useIsAllowed, useSnapshot, useStationQuery } from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, evidenceAddress, StepBadge } from '../../ui/index.ts';
import { byShift } from './waiting.ts';

export function FailuresDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const since = useSnapshot((snapshot) => snapshot.shift.since);
  const waiting = useSnapshot((snapshot) => snapshot.unacknowledged);
  const { data, error, isPending } = useStationQuery('listParts', {
    ...allParts,
    unacknowledged: true,
    before: null,
    limit: mostUnacknowledged,
  });
  const [asked, setAsked] = useState<readonly string[]>([]);
  // What was acknowledged a moment ago is still in the answer.
  const parts = data?.parts.filter(({ id }) => waiting.includes(id)) ?? [];
  const { thisShift, older } = byShift(parts, since, ({ id }) => id);
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={text('live.failures.title')}
      description={text('live.failures.description')}
    >
      {error && <ErrorNotice error={error} />}
      {isPending && <p className="text-muted">{text('common.loading')}</p>}
      {data && parts.length === 0 && <p className="text-lg text-muted">{text('live.failures.none')}</p>}
      <div className="flex flex-col gap-5">
        <Group title={text('live.failures.thisShift')} parts={thisShift} onAsk={setAsked} />
        <Group title={text('live.failures.older')} parts={older} onAsk={setAsked} />
      </div>
      {data?.more && <p className="mt-4 text-muted">{text('live.failures.more')}</p>}
      <AcknowledgeDialog
        open={asked.length > 0}
        onClose={() => setAsked([])}
        part={asked[0] === undefined ? null : { id: asked[0], known: null }}
        others={asked.slice(1)}
      />
    </Dialog>
  );
}

function Group({
  title,
  parts,
  onAsk,
}: {
  readonly title: string;
  readonly parts: readonly PartSummary[];
  readonly onAsk: (ids: readonly string[]) => void;
}): ReactNode {
  const text = useText();
  const may = useIsAllowed('acknowledgePart');
  if (parts.length === 0) return null;
  return (
    <section aria-label={title}>
      <header className="mb-2 flex items-center gap-3">
        <h3 className="flex-1 font-semibold text-lg">{title}</h3>
        {parts.length > 1 && (
          <Button icon={CheckCheck} disabled={!may} onClick={() => onAsk(parts.map(({ id }) => id))}>
            {text('live.failures.all', { count: parts.length })}
          </Button>
        )}
      </header>
      <ul className="flex flex-col gap-2">
        {parts.map((part) => (
          <Failure key={part.id} part={part}>
            <Button
              disabled={!may}
              onClick={() => onAsk([part.id])}
              aria-label={`${text('acknowledge.confirm')}: ${text('acknowledge.partNumber', { number: part.number })}`}
            >
              {text('acknowledge.confirm')}
            </Button>
          </Failure>
        ))}
      </ul>
    </section>
  );
}

function Failure({ part, children }: { readonly part: PartSummary; readonly children: ReactNode }) {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const { number, id, identity, evidence, problems } = part;
  const [first] = problems;
  const picture = evidence?.pictures[0];
  return (
    <li
      data-failure={number}
      className="flex items-center gap-4 rounded-xl border border-line bg-raised py-2 pr-3 pl-2"
    >
      {picture === undefined ? (
        <span className="flex h-18 w-32 shrink-0 items-center justify-center rounded-lg bg-panel text-faint">
          <ImageOff aria-label={text('live.failures.noPicture')} className="size-6" />
        </span>
      ) : (
        <img
          src={evidenceAddress(picture.name)}
          alt={text('live.failures.picture', { number })}
          className="h-18 w-32 shrink-0 rounded-lg bg-black object-contain"
        />
      )}
      <p className="figures shrink-0 leading-tight">
        <span className="block font-bold text-3xl">{number}</span>
        <time dateTime={id} className="text-muted">
          {formats.minute(id)}
        </time>
      </p>
      <div className="min-w-0 flex-1">
        {first && (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg">
            <StepBadge status={first.status} />
            <span>
              {first.index === null
                ? titles.ofLabel(first.label)
                : text('live.problem.step', {
                    index: first.index,
                    title: titles.ofStep(first.index, first.label),
                  })}
            </span>
            {problems.length > 1 && (
              <span className="text-muted">{text('live.band.more', { count: problems.length - 1 })}</span>
            )}
          </p>
        )}
        <p className="truncate text-muted text-sm">
          {[formats.day(id), identity?.serial ?? part.code ?? null]
            .filter((word) => word !== null)
            .join(' · ')}
        </p>
      </div>
      {children}
    </li>
  );
}
