import { Circle, CircleCheck, CircleX, Clock, RadioTower, Video, Waypoints } from 'lucide-react';
import { useState } from 'react';
import type { OutputSetting } from '../../../src-inference/contract/index.ts';
import { useCommand, useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { SettingList } from '../setting-list.tsx';
import { SettingRow } from '../setting-row.tsx';
import { OutputDialog } from './output-dialog.tsx';
import { newOutput, outputKinds, stateOf, targetOf } from './output-form.ts';

const kindIcons = { recording: Video, stream: RadioTower, sharedMemory: Waypoints } as const;

/** What works has no colour. */
const stateMarks = {
  running: { tone: 'idle', icon: CircleCheck },
  waiting: { tone: 'idle', icon: Clock },
  failed: { tone: 'fail', icon: CircleX },
  ended: { tone: 'idle', icon: Circle },
  off: { tone: 'idle', icon: Circle },
} as const;

/** The list of outputs. Each is switched on and off at once, without a change of the others. */
export function OutputsSection() {
  const text = useText();
  const outputs = useSnapshot((snapshot) => snapshot.settings.outputs);
  const recordings = useSnapshot((snapshot) => snapshot.settings.recordings);
  const [edited, setEdited] = useState<OutputSetting | null>(null);
  return (
    <>
      <SettingList
        name="outputs"
        icon={RadioTower}
        kinds={outputKinds.map((kind) => ({
          kind,
          icon: kindIcons[kind],
          label: text(`setup.outputs.kind.${kind}`),
        }))}
        settings={outputs}
        targetOf={({ spec }) => targetOf(spec)}
        onAdd={(kind) => setEdited({ id: '', enabled: true, spec: newOutput(kind, recordings) })}
        row={(output, onRemove) => (
          <OutputRow
            key={output.id}
            output={output}
            outputs={outputs}
            onEdit={() => setEdited(output)}
            onRemove={onRemove}
          />
        )}
      />
      {edited !== null && <OutputDialog output={edited} outputs={outputs} onClose={() => setEdited(null)} />}
    </>
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
  const { id, enabled, spec } = output;
  const { state, status } = stateOf(output, statuses);
  const target = targetOf(spec);
  return (
    <SettingRow
      icon={kindIcons[spec.kind]}
      title={output.name ?? text(`setup.outputs.kind.${spec.kind}`)}
      target={status?.target ?? target}
      mark={{ ...stateMarks[state], label: text(`setup.outputs.state.${state}`) }}
      texts={{
        on: text('setup.outputs.on'),
        edit: text('setup.outputs.edit', { target }),
        remove: text('setup.outputs.removeNamed', { target }),
      }}
      enabled={enabled}
      busy={change.busy}
      error={change.error ?? status?.error ?? null}
      facts={<p className="text-faint text-sm">{text(`setup.outputs.annotation.${spec.annotation}.name`)}</p>}
      onSwitch={(on) =>
        void change.send({ outputs: outputs.map((one) => (one.id === id ? { ...one, enabled: on } : one)) })
      }
      onEdit={onEdit}
      onRemove={onRemove}
    />
  );
}
