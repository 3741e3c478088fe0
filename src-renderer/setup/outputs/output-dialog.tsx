import { useState } from 'react';
import {
  annotations,
  type ConfiguredOutputSpec,
  type OutputSetting,
  type RecordingSpec,
  type SharedMemorySpec,
  type StreamSpec,
  streamCarriers,
} from '../../../src-inference/contract/index.ts';
import { useCommand } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, NumberField, Select, TextField, useToast } from '../../ui/index.ts';
import { PathField } from '../path-field.tsx';
import { problemOf, splitKindOf, splitKinds, splitOf } from './output-form.ts';

/** The form of one output. When the station refuses it, the form stays and shows the reason. */
export function OutputDialog({
  output,
  outputs,
  onClose,
}: {
  /** A new output has an empty id. */
  readonly output: OutputSetting;
  readonly outputs: readonly OutputSetting[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const toast = useToast();
  const [spec, setSpec] = useState<ConfiguredOutputSpec>(output.spec);
  const [name, setName] = useState(output.name ?? '');
  const change = useCommand('changeSettings');
  const problem = problemOf(spec);
  const isNew = output.id === '';
  const save = async (): Promise<void> => {
    const { name: _, ...unnamed } = output;
    const setting = { ...unnamed, ...(name.trim() !== '' && { name: name.trim() }), spec };
    const next = isNew ? [...outputs, setting] : outputs.map((one) => (one.id === output.id ? setting : one));
    if ((await change.send({ outputs: next })) === undefined) return;
    toast({ tone: 'pass', title: text('setup.applied') });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={text(`setup.outputs.kind.${spec.kind}`)}
      description={text(`setup.outputs.kindHint.${spec.kind}`)}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant="primary"
            busy={change.busy}
            disabled={problem !== null}
            onClick={() => void save()}
          >
            {text(isNew ? 'setup.outputs.add' : 'common.apply')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <TextField
          label={text('setup.outputs.calledBy')}
          hint={text('setup.outputs.calledByHint')}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
        />
        {spec.kind === 'recording' && <RecordingFields spec={spec} onChange={setSpec} />}
        {spec.kind === 'stream' && <StreamFields spec={spec} onChange={setSpec} />}
        {spec.kind === 'sharedMemory' && <SharedMemoryFields spec={spec} onChange={setSpec} />}
        <Select
          label={text('setup.outputs.text')}
          hint={text(`setup.outputs.annotation.${spec.annotation}.hint`)}
          value={spec.annotation}
          choices={annotations.map((one) => ({
            value: one,
            label: text(`setup.outputs.annotation.${one}.name`),
          }))}
          onChange={(annotation) => setSpec({ ...spec, annotation })}
        />
        {problem !== null && <p className="text-fail">{text(`setup.outputs.problem.${problem}`)}</p>}
        {change.error && <ErrorNotice error={change.error} />}
      </div>
    </Dialog>
  );
}

interface FieldsProps<Spec> {
  readonly spec: Spec;
  readonly onChange: (spec: Spec) => void;
}

function Bitrate({
  value,
  onChange,
}: {
  readonly value: number;
  readonly onChange: (kilobitsPerSecond: number) => void;
}) {
  const text = useText();
  return (
    <NumberField
      label={text('setup.outputs.bitrate')}
      hint={text('setup.outputs.bitrateHint')}
      value={value}
      min={50}
      max={100_000}
      step={500}
      required
      onChange={(kilobits) => kilobits !== null && onChange(kilobits)}
    />
  );
}

const gigabyte = 1e9;

function RecordingFields({ spec, onChange }: FieldsProps<RecordingSpec>) {
  const text = useText();
  return (
    <>
      <PathField
        label={text('setup.storage.folder')}
        value={spec.directory}
        disabled={false}
        onChange={(directory) => onChange({ ...spec, directory })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={text('setup.outputs.split')}
          value={splitKindOf(spec)}
          choices={splitKinds.map((one) => ({ value: one, label: text(`setup.outputs.splits.${one}`) }))}
          onChange={(kind) => onChange({ ...spec, split: splitOf(kind) })}
        />
        {typeof spec.split === 'object' && (
          <NumberField
            label={text('setup.outputs.splitSeconds')}
            value={spec.split.seconds}
            min={1}
            max={86_400}
            step={60}
            required
            onChange={(seconds) => seconds !== null && onChange({ ...spec, split: { seconds } })}
          />
        )}
        <Bitrate
          value={spec.kilobitsPerSecond}
          onChange={(kilobitsPerSecond) => onChange({ ...spec, kilobitsPerSecond })}
        />
        <NumberField
          label={text('setup.outputs.keepFree')}
          hint={text('setup.outputs.keepFreeHint')}
          value={spec.keepFreeBytes / gigabyte}
          min={0}
          step={0.5}
          required
          onChange={(size) =>
            size !== null && onChange({ ...spec, keepFreeBytes: Math.round(size * gigabyte) })
          }
        />
      </div>
      <TextField
        label={text('setup.outputs.name')}
        hint={text('setup.outputs.nameHint')}
        placeholder="{date}-{time}-{part}"
        value={spec.name ?? ''}
        onChange={({ target }) => onChange({ ...spec, name: target.value || null })}
      />
    </>
  );
}

function StreamFields({ spec, onChange }: FieldsProps<StreamSpec>) {
  const text = useText();
  const set = (change: Partial<StreamSpec['target']>): void =>
    onChange({ ...spec, target: { ...spec.target, ...change } });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label={text('setup.outputs.host')}
        value={spec.target.host}
        onChange={({ target }) => set({ host: target.value })}
      />
      <NumberField
        label={text('setup.outputs.port')}
        value={spec.target.port}
        min={1}
        max={65_535}
        step={1}
        required
        onChange={(port) => port !== null && set({ port })}
      />
      <Select
        label={text('setup.outputs.format')}
        value={spec.target.format}
        choices={streamCarriers.map((one) => ({ value: one, label: text(`setup.outputs.formats.${one}`) }))}
        onChange={(format) => set({ format })}
      />
      <Bitrate
        value={spec.target.kilobitsPerSecond}
        onChange={(kilobitsPerSecond) => set({ kilobitsPerSecond })}
      />
    </div>
  );
}

function SharedMemoryFields({ spec, onChange }: FieldsProps<SharedMemorySpec>) {
  const text = useText();
  return (
    <TextField
      label={text('setup.outputs.socket')}
      hint={text('setup.outputs.socketHint')}
      value={spec.path}
      onChange={({ target }) => onChange({ ...spec, path: target.value })}
    />
  );
}
