import {
  Circle,
  CircleCheck,
  CircleX,
  Clock,
  Pencil,
  Plus,
  RadioTower,
  Trash2,
  Video,
  Waypoints,
} from 'lucide-react';
import { useState } from 'react';
import type { OutputSetting } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Badge, Button, Confirm, EmptyState, ErrorNotice, IconButton, Menu, Switch } from '../../ui/index.ts';
import { Section } from '../section.tsx';
import { OutputDialog } from './output-dialog.tsx';
import { newOutput, outputKinds, stateOf, targetOf } from './output-form.ts';

const kindIcons = { recording: Video, stream: RadioTower, sharedMemory: Waypoints } as const;

const stateMarks = {
  running: { tone: 'pass', icon: CircleCheck },
  waiting: { tone: 'active', icon: Clock },
  failed: { tone: 'fail', icon: CircleX },
  ended: { tone: 'idle', icon: Circle },
  off: { tone: 'idle', icon: Circle },
} as const;

/** The list of outputs. Each is switched on and off at once, without a change of the others. */
export function OutputsSection() {
  const text = useText();
  const outputs = useSnapshot((snapshot) => snapshot.settings.outputs);
  const recordings = useSnapshot((snapshot) => snapshot.settings.recordings);
  const mayChange = useIsAllowed('changeSettings');
  const [edited, setEdited] = useState<OutputSetting | null>(null);
  const [removed, setRemoved] = useState<OutputSetting | null>(null);
  const change = useCommand('changeSettings');
  return (
    <Section title={text('setup.outputs.title')} hint={text('setup.outputs.hint')}>
      <Menu
        entries={outputKinds.map((kind) => ({
          key: kind,
          icon: kindIcons[kind],
          label: text(`setup.outputs.kind.${kind}`),
          run: () => setEdited({ id: '', enabled: true, spec: newOutput(kind, recordings) }),
        }))}
      >
        <Button variant="primary" icon={Plus} className="self-start" disabled={!mayChange}>
          {text('setup.outputs.add')}
        </Button>
      </Menu>
      {outputs.length === 0 ? (
        <EmptyState
          icon={RadioTower}
          title={text('setup.outputs.none')}
          description={text('setup.outputs.noneHint')}
        />
      ) : (
        <ul className="flex flex-col gap-3">
          {outputs.map((output) => (
            <OutputRow
              key={output.id}
              output={output}
              outputs={outputs}
              onEdit={() => setEdited(output)}
              onRemove={() => setRemoved(output)}
            />
          ))}
        </ul>
      )}
      {edited !== null && <OutputDialog output={edited} outputs={outputs} onClose={() => setEdited(null)} />}
      {removed !== null && (
        <Confirm
          open
          title={text('setup.outputs.removeTitle')}
          description={text('setup.outputs.removeSentence', { target: targetOf(removed.spec) })}
          confirmLabel={text('setup.outputs.remove')}
          busy={change.busy}
          onCancel={() => {
            change.clearError();
            setRemoved(null);
          }}
          onConfirm={async () => {
            const rest = outputs.filter(({ id }) => id !== removed.id);
            if ((await change.send({ outputs: rest })) !== undefined) setRemoved(null);
          }}
        >
          {change.error && <ErrorNotice error={change.error} />}
        </Confirm>
      )}
    </Section>
  );
}

function OutputRow({
  output,
  outputs,
  onEdit,
  onRemove,
}: {
  readonly output: OutputSetting;
  readonly outputs: readonly OutputSetting[];
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const text = useText();
  const statuses = useSnapshot((snapshot) => snapshot.outputs);
  const change = useCommand('changeSettings');
  const mayChange = useIsAllowed('changeSettings');
  const { id, enabled, spec } = output;
  const { state, status } = stateOf(output, statuses);
  const Icon = kindIcons[spec.kind];
  return (
    <li className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <div className="flex flex-wrap items-center gap-4">
        <Icon aria-hidden className="size-7 shrink-0 text-muted" />
        <div className="min-w-0 flex-1 basis-48">
          <div className="flex flex-wrap items-center gap-3">
            <h3 className="font-semibold">{text(`setup.outputs.kind.${spec.kind}`)}</h3>
            <Badge {...stateMarks[state]} label={text(`setup.outputs.state.${state}`)} />
          </div>
          <p className="break-all font-mono text-muted text-sm">{status?.target ?? targetOf(spec)}</p>
          <p className="text-faint text-sm">{text(`setup.outputs.annotation.${spec.annotation}.name`)}</p>
        </div>
        <div className="flex items-center gap-1">
          <Switch
            label={text('setup.outputs.on')}
            checked={enabled}
            disabled={!mayChange || change.busy}
            onChange={(on) =>
              void change.send({
                outputs: outputs.map((one) => (one.id === id ? { ...one, enabled: on } : one)),
              })
            }
          />
          <IconButton
            icon={Pencil}
            className="ml-3"
            name={text('setup.outputs.edit', { target: targetOf(spec) })}
            disabled={!mayChange}
            onClick={onEdit}
          />
          <IconButton
            icon={Trash2}
            name={text('setup.outputs.removeNamed', { target: targetOf(spec) })}
            disabled={!mayChange}
            onClick={onRemove}
          />
        </div>
      </div>
      {(change.error ?? status?.error) && <ErrorNotice error={(change.error ?? status?.error)!} />}
    </li>
  );
}
