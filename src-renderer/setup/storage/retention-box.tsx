import { CircleCheck, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  type RetentionPreview,
  type RetentionRule,
  type RetentionSettings,
  retainedOutcomes,
} from '../../../src-inference/contract/index.ts';
import { useStationQuery } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { ErrorNotice, NumberField, OutcomeBadge, Switch } from '../../ui/index.ts';
import { ApplyBar, Section } from '../section.tsx';
import { useSettingsForm } from '../use-settings.ts';

const gigabyte = 1e9;
/** The settings of a kind of files, and its name among what takes up the disk. */
const kinds = [
  ['recordings', 'recording'],
  ['evidence', 'evidence'],
] as const;
/** What is typed is not asked for with every key. */
const typingMilliseconds = 400;

/** How long recordings and evidence stay, with what a change would delete. */
export function RetentionBox() {
  const text = useText();
  const form = useSettingsForm('retention');
  const { retention } = form.values;
  const edit = (change: Partial<RetentionSettings>): void =>
    form.edit({ retention: { ...retention, ...change } });
  const asked = useSettled(retention);
  const preview = useStationQuery(
    'previewRetention',
    { retention: asked },
    { enabled: form.dirty, keepPrevious: true, transient: true },
  );
  const isCounting = form.dirty && (asked !== retention || preview.isFetching);
  return (
    <Section title={text('setup.storage.retention')} hint={text('setup.storage.retentionHint')}>
      <div className="overflow-x-auto">
        <table className="text-left">
          <thead className="text-muted text-sm">
            <tr>
              <th rowSpan={2} className="pr-6 align-bottom font-medium">
                {text('setup.storage.verdict')}
              </th>
              {kinds.map(([kind, share]) => (
                <th key={kind} colSpan={2} className="border-line border-b pb-1 pl-3 font-medium">
                  {text(`setup.storage.share.${share}`)}
                </th>
              ))}
            </tr>
            <tr>
              {kinds.flatMap(([kind]) => [
                <th key={`${kind} days`} className="pt-2 pl-3 font-medium">
                  {text('setup.storage.daysLabel')}
                </th>,
                <th key={`${kind} bytes`} className="pt-2 pl-3 font-medium">
                  {text('setup.storage.gigabytes')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {retainedOutcomes.map((outcome) => (
              <tr key={outcome}>
                <th scope="row" className="pt-2 pr-6 font-normal">
                  <OutcomeBadge outcome={outcome} />
                </th>
                {kinds.map(([kind, share]) => (
                  <RuleFields
                    key={kind}
                    name={`${text(`setup.storage.share.${share}`)}, ${text(`setup.storage.of.${outcome}`)}`}
                    rule={retention[kind][outcome]}
                    mayChange={form.mayChange}
                    onChange={(rule) => edit({ [kind]: { ...retention[kind], [outcome]: rule } })}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="grid max-w-3xl gap-x-6 gap-y-4 sm:grid-cols-2">
        <GigabyteField
          label={text('setup.storage.total')}
          hint={text('setup.storage.totalHint')}
          bytes={retention.totalBytes}
          mayChange={form.mayChange}
          onChange={(totalBytes) => edit({ totalBytes })}
        />
        <NumberField
          label={text('setup.storage.journalDays')}
          hint={text('setup.storage.journalDaysHint')}
          placeholder={text('setup.storage.forEver')}
          value={retention.journalDays}
          min={31}
          max={36_500}
          step={1}
          disabled={!form.mayChange}
          onChange={(journalDays) => edit({ journalDays: whole(journalDays) })}
        />
      </div>
      <Switch
        label={text('setup.storage.keepUnseen')}
        hint={text('setup.storage.keepUnseenHint')}
        checked={retention.keepUnseen}
        disabled={!form.mayChange}
        onChange={(keepUnseen) => edit({ keepUnseen })}
      />
      {form.dirty && preview.isError && <ErrorNotice error={preview.error} />}
      {isCounting && <p role="status">{text('setup.storage.counting')}</p>}
      {form.dirty && !isCounting && preview.data && <PreviewNote preview={preview.data} />}
      <ApplyBar
        form={{ ...form, dirty: form.dirty && !isCounting }}
        effect={text('setup.storage.retentionEffect')}
      />
    </Section>
  );
}

function RuleFields({
  rule,
  name,
  mayChange,
  onChange,
}: {
  readonly rule: RetentionRule;
  /** What it is a rule for. */
  readonly name: string;
  readonly mayChange: boolean;
  readonly onChange: (rule: RetentionRule) => void;
}) {
  const text = useText();
  return (
    <>
      <td className="w-36 min-w-28 pt-2 pl-3">
        <NumberField
          label={`${name}: ${text('setup.storage.daysLabel')}`}
          labelHidden
          placeholder={text('setup.storage.forEver')}
          value={rule.days}
          min={1}
          max={36_500}
          step={1}
          disabled={!mayChange}
          onChange={(days) => onChange({ ...rule, days: whole(days) })}
        />
      </td>
      <td className="w-36 min-w-28 pt-2 pl-3">
        <GigabyteField
          label={`${name}: ${text('setup.storage.gigabytes')}`}
          labelHidden
          bytes={rule.bytes}
          mayChange={mayChange}
          onChange={(bytes) => onChange({ ...rule, bytes })}
        />
      </td>
    </>
  );
}

function GigabyteField({
  label,
  labelHidden = false,
  hint,
  bytes,
  mayChange,
  onChange,
}: {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly hint?: string;
  readonly bytes: number | null;
  readonly mayChange: boolean;
  readonly onChange: (bytes: number | null) => void;
}) {
  const text = useText();
  return (
    <NumberField
      label={label}
      labelHidden={labelHidden}
      {...(hint !== undefined && { hint })}
      placeholder={text('setup.storage.noLimit')}
      value={bytes === null ? null : bytes / gigabyte}
      min={0.001}
      max={1e6}
      step={1}
      disabled={!mayChange}
      onChange={(value) => onChange(value === null ? null : Math.round(value * gigabyte))}
    />
  );
}

function PreviewNote({ preview }: { readonly preview: RetentionPreview }) {
  const text = useText();
  const formats = useFormats();
  const { files, bytes, parts, newestAt, kept, unseen, recordDays } = preview;
  const size = ({ files: count, bytes: of }: { readonly files: number; readonly bytes: number }) => ({
    count,
    files: formats.number(count),
    size: formats.bytes(of),
  });
  const held = [
    recordDays > 0 && text('setup.storage.previewRecord', { count: recordDays }),
    kept.files > 0 && text('setup.storage.previewKept', size(kept)),
    unseen.files > 0 && text('setup.storage.previewUnseen', size(unseen)),
  ].filter((line) => line !== false);
  const [tone, Icon] =
    files === 0 && recordDays === 0
      ? (['bg-raised', CircleCheck] as const)
      : (['bg-warn-soft text-warn', Trash2] as const);
  return (
    <div role="status" className={`flex items-start gap-3 rounded-lg px-4 py-3 ${tone}`}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">
          {files === 0 || newestAt === null
            ? text('setup.storage.previewNone')
            : text('setup.storage.preview', {
                ...size({ files, bytes }),
                parts: formats.number(parts),
                newest: formats.day(newestAt),
              })}
        </p>
        {held.map((line) => (
          <p key={line} className="text-muted">
            {line}
          </p>
        ))}
      </div>
    </div>
  );
}

function whole(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}

/** The value when it has not changed for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
