// One network: in force or not, and whether it is good enough.
import { CircleCheck, Hourglass, Rocket, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { TeachNetwork, TeachProject } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, Confirm, ErrorNotice, IconButton } from '../../ui/index.ts';
import { openTab } from '../open-place.ts';
import { Report } from './report.tsx';

export function NetworkDetail({
  project,
  network,
}: {
  readonly project: TeachProject;
  readonly network: TeachNetwork;
}) {
  const text = useText();
  const formats = useFormats();
  const { id, method, madeAt, recordings, report } = network;
  return (
    <div className="flex flex-col gap-5">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-2xl">{text('teach.networks.name', { id })}</h2>
          <p className="text-muted">
            {text('teach.networks.taughtWith', {
              count: recordings.length,
              method: text(`teach.methods.${method}.short`),
              when: formats.dateTime(madeAt),
            })}
          </p>
        </div>
        <Deploy project={project} id={id} />
      </header>
      {report === null ? (
        <p className="rounded-xl bg-warn-soft px-4 py-3 text-warn">{text('teach.networks.unmeasured')}</p>
      ) : (
        <Report project={project} report={report} recordings={recordings.length} />
      )}
    </div>
  );
}

/** A person puts a network in force; between two parts, so that no part is judged by two. */
function Deploy({ project, id }: { readonly project: TeachProject; readonly id: string }) {
  const text = useText();
  const deploy = useCommand('teachDeploy');
  const remove = useCommand('teachRemoveNetwork');
  const may = useIsAllowed('teachDeploy');
  const [removing, setRemoving] = useState(false);
  const isPending = project.pending?.network === id;
  const error = deploy.error ?? remove.error;
  return (
    <>
      {project.inForce === id && !isPending ? (
        <p className="flex items-center gap-2 font-semibold text-pass">
          <CircleCheck aria-hidden className="size-6" />
          {text('teach.networks.isInForce')}
        </p>
      ) : isPending ? (
        <p role="status" className="flex items-center gap-2 font-semibold text-warn">
          <Hourglass aria-hidden className="size-6" />
          {text('teach.networks.isPending')}
        </p>
      ) : (
        <>
          <Button
            variant="primary"
            icon={Rocket}
            large
            busy={deploy.busy}
            disabled={!may}
            title={text('teach.networks.betweenParts')}
            onClick={() => deploy.send({ network: id })}
          >
            {text('teach.networks.deploy')}
          </Button>
          <IconButton
            icon={Trash2}
            name={text('teach.networks.remove')}
            disabled={!may}
            onClick={() => setRemoving(true)}
          />
        </>
      )}
      {error && (
        <div className="w-full">
          <ErrorNotice error={error} />
        </div>
      )}
      <Confirm
        open={removing}
        title={text('teach.networks.removeTitle', { id })}
        description={text('teach.networks.removeHint')}
        confirmLabel={text('common.delete')}
        busy={remove.busy}
        onCancel={() => setRemoving(false)}
        onConfirm={async () => {
          const { ok } = await remove.attempt({ network: id });
          setRemoving(false);
          if (ok) openTab('networks');
        }}
      />
    </>
  );
}
