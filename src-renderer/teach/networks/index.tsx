// The networks of a project: which one the station uses, how good each is, and the way back.
import { BrainCircuit, Hourglass, Undo2, X } from 'lucide-react';
import type { TeachNetwork, TeachProject } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Badge, Button, classNames, EmptyState, ErrorNotice, outcomeMarks } from '../../ui/index.ts';
import { FailedDeployment } from '../failed-deployment.tsx';
import { openTab } from '../open-place.ts';
import { newestNetwork } from '../overview/next-step.ts';
import { NetworkDetail } from './network-detail.tsx';

export function Networks({
  project,
  network,
}: {
  readonly project: TeachProject;
  /** Id of the one that is shown; null: the newest. */
  readonly network: string | null;
}) {
  const text = useText();
  const newest = newestNetwork(project);
  if (newest === null) {
    return (
      <EmptyState
        icon={BrainCircuit}
        title={text('teach.networks.empty')}
        description={text('teach.networks.emptyHint')}
      >
        <Button variant="primary" onClick={() => openTab('training')}>
          {text('teach.path.train.action')}
        </Button>
      </EmptyState>
    );
  }
  const shown = project.networks.find(({ id }) => id === network) ?? newest;
  return (
    <div className="flex h-full min-h-0 gap-5 px-6 pb-4 max-lg:flex-col max-lg:overflow-y-auto phone:px-4">
      <aside className="flex min-h-0 shrink-0 flex-col gap-3 lg:w-72 2xl:w-80">
        <RollBack project={project} />
        <nav
          aria-label={text('teach.networks.title')}
          className="min-h-0 flex-1 overflow-y-auto max-lg:max-h-60"
        >
          <ul className="flex flex-col gap-2">
            {project.networks.toReversed().map((one) => (
              <li key={one.id}>
                <NetworkRow network={one} project={project} isShown={one.id === shown.id} />
              </li>
            ))}
          </ul>
        </nav>
      </aside>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        tabIndex={0}
        className="min-h-0 min-w-0 flex-1 overflow-y-auto pr-1 max-lg:flex-none max-lg:overflow-visible"
      >
        <div className="mb-4 empty:hidden">
          <FailedDeployment project={project} />
        </div>
        <NetworkDetail key={shown.id} project={project} network={shown} />
      </div>
    </div>
  );
}

function NetworkRow({
  network: { id, method, madeAt, report, recordings },
  project,
  isShown,
}: {
  readonly network: TeachNetwork;
  readonly project: TeachProject;
  readonly isShown: boolean;
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <button
      type="button"
      aria-current={isShown ? 'true' : undefined}
      onClick={() => openTab('networks', id)}
      className={classNames(
        'flex w-full flex-col gap-1 rounded-xl border p-3 text-left hover:border-line-strong',
        isShown ? 'border-accent bg-accent-soft' : 'border-line bg-panel',
      )}
    >
      <span className="flex w-full items-center gap-2">
        <span className="figures font-semibold">{text('teach.networks.name', { id })}</span>
        {project.inForce === id && <Badge {...outcomeMarks.pass} label={text('teach.networks.inForce')} />}
        {project.pending?.network === id && (
          <Badge tone="warn" icon={Hourglass} label={text('teach.networks.pending')} />
        )}
        <span className="figures ml-auto font-semibold">
          {report === null ? '–' : formats.percent(report.accuracy.value)}
        </span>
      </span>
      <span className="text-muted text-sm">
        {text(`teach.methods.${method}.short`)} ·{' '}
        {text('teach.networks.recordings', { count: recordings.length })}
      </span>
      <span className="figures text-muted text-sm">{formats.dateTime(madeAt)}</span>
    </button>
  );
}

/** One press back to what the station used before or, while a change waits for the end of a part, one press to give it up. */
function RollBack({ project: { canRollBack, pending } }: { readonly project: TeachProject }) {
  const text = useText();
  const back = useCommand('teachRollback');
  const may = useIsAllowed('teachRollback');
  if (!canRollBack && pending === null) return null;
  return (
    <div className="flex flex-col gap-2">
      {pending !== null && (
        <p role="status" className="flex gap-2 text-warn">
          <Hourglass aria-hidden className="mt-0.5 size-5 shrink-0" />
          {pending.network === null
            ? text('teach.networks.pendingBack')
            : text('teach.networks.pendingChange', { id: pending.network })}
        </p>
      )}
      <Button
        icon={pending === null ? Undo2 : X}
        busy={back.busy}
        disabled={!may}
        title={text('teach.networks.betweenParts')}
        onClick={() => back.send(null)}
      >
        {text(pending === null ? 'teach.networks.rollBack' : 'teach.networks.giveUp')}
      </Button>
      {back.error && <ErrorNotice error={back.error} />}
    </div>
  );
}
