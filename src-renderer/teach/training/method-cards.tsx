// The ways to teach a network, each with what it costs and what one gets.
import { BrainCircuit, Cpu, Layers, type LucideIcon, Zap } from 'lucide-react';
import { type TeachMethod, type TeachProject, teachMethods } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, CommandLine, ErrorNotice } from '../../ui/index.ts';

const icons = { head: Zap, layers: Layers, pytorch: BrainCircuit } as const satisfies Record<
  TeachMethod,
  LucideIcon
>;
const bytesOfMegabyte = 1e6;

export function MethodCards({ project }: { readonly project: TeachProject }) {
  const train = useCommand('teachTrain');
  return (
    <div className="flex flex-col gap-4">
      {train.error && <ErrorNotice error={train.error} />}
      <div className="grid gap-4 lg:grid-cols-3">
        {teachMethods.map((method) => (
          <MethodCard
            key={method}
            method={method}
            project={project}
            busy={train.busy}
            onTrain={() => void train.send({ method, base: null })}
          />
        ))}
      </div>
    </div>
  );
}

function MethodCard({
  method,
  project: { pytorch, networks },
  busy,
  onTrain,
}: {
  readonly method: TeachMethod;
  readonly project: TeachProject;
  readonly busy: boolean;
  readonly onTrain: () => void;
}) {
  const text = useText();
  const may = useIsAllowed('teachTrain');
  const Icon = icons[method];
  const isMissing = method === 'pytorch' && !pytorch.installed;
  return (
    <section
      aria-label={text(`teach.methods.${method}.name`)}
      className="flex flex-col gap-3 rounded-xl border border-line bg-panel p-5"
    >
      <h3 className="flex items-center gap-3 font-semibold text-lg">
        <Icon aria-hidden className="size-6 text-accent" />
        {text(`teach.methods.${method}.name`)}
      </h3>
      <p>{text(`teach.methods.${method}.what`)}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted">{text('teach.methods.takes')}</dt>
        <dd>{text(`teach.methods.${method}.takes`)}</dd>
        <dt className="text-muted">{text('teach.methods.gives')}</dt>
        <dd>{text(`teach.methods.${method}.gives`)}</dd>
        {method === 'pytorch' && !isMissing && (
          <>
            <dt className="text-muted">{text('teach.methods.runsOn')}</dt>
            <dd className="flex items-center gap-2">
              <Cpu aria-hidden className="size-4" />
              {text(pytorch.gpu ? 'teach.methods.gpu' : 'teach.methods.cpu')}
            </dd>
          </>
        )}
      </dl>
      {isMissing && <InstallHint pytorch={pytorch} />}
      <div className="flex-1" />
      <Button
        variant={method === (networks.length > 0 ? 'layers' : 'head') ? 'primary' : 'normal'}
        large
        className="self-start"
        busy={busy}
        disabled={!may || isMissing}
        onClick={onTrain}
      >
        {text(`teach.methods.${method}.train`)}
      </Button>
    </section>
  );
}

/** PyTorch is not there: not an error, but a choice with its cost. */
function InstallHint({ pytorch }: Pick<TeachProject, 'pytorch'>) {
  const text = useText();
  const formats = useFormats();
  const size = pytorch.installMegabytes;
  return (
    <div className="rounded-lg bg-raised p-3 text-sm">
      <p>
        {size === null
          ? text('teach.methods.missing')
          : text('teach.methods.missingSize', { size: formats.bytes(size * bytesOfMegabyte) })}
      </p>
      <div className="mt-2">
        <CommandLine command={pytorch.installCommand} />
      </div>
    </div>
  );
}
