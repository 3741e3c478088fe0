import type { ReactNode } from 'react';
import type { StorageGroup, StorageUse } from '../../../src-inference/contract/index.ts';
import { useStationQuery } from '../../hooks/index.ts';
import { type Formats, useFormats, useText } from '../../text/index.tsx';
import { classNames, ErrorNotice } from '../../ui/index.ts';
import { Section } from '../section.tsx';
import { sharesOf } from './use-shares.ts';

/** Shades of grey, from what grows to what is free: colour is for what is not normal. */
const colours = {
  recording: 'bg-muted',
  evidence: 'bg-faint',
  record: 'bg-line-strong',
  other: 'bg-line',
  free: 'bg-field',
} as const;

/** What takes up the disk, how fast it grows, and how long it lasts. */
export function UseBox() {
  const text = useText();
  const use = useStationQuery('storageUse', null, { keepPrevious: true });
  return (
    <Section title={text('setup.storage.use')} hint={text('setup.storage.useHint')}>
      {use.isError && <ErrorNotice error={use.error} />}
      {use.isPending && <p role="status">{text('setup.storage.counting')}</p>}
      {use.data && <Use use={use.data} />}
    </Section>
  );
}

function Use({ use }: { readonly use: StorageUse }) {
  const text = useText();
  const formats = useFormats();
  const shares = sharesOf(use);
  return (
    <>
      <div
        role="img"
        aria-label={text('setup.storage.bar', {
          used: formats.bytes(use.disk.totalBytes - use.disk.freeBytes),
          total: formats.bytes(use.disk.totalBytes),
        })}
        className="flex h-5 overflow-hidden rounded-md border border-line"
      >
        {shares.map(({ name, share }) => (
          <span key={name} className={colours[name]} style={{ width: `${share * 100}%` }} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {shares.map(({ name, bytes }) => (
          <li key={name} className="flex items-center gap-2">
            <span
              aria-hidden
              className={classNames('size-3 rounded-sm border border-line-strong', colours[name])}
            />
            <span className="text-muted">{text(`setup.storage.share.${name}`)}</span>
            <span className="figures font-medium">{formats.bytes(bytes)}</span>
          </li>
        ))}
      </ul>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 xl:grid-cols-4">
        <Fact name={text('setup.storage.growth')}>
          {use.growthPerDay === null
            ? text('setup.storage.growthUnknown')
            : text('setup.storage.perDay', { size: formats.bytes(use.growthPerDay) })}
        </Fact>
        <Fact name={text('setup.storage.untilFull')}>
          {use.daysUntilFull === null ? '–' : daysText(use.daysUntilFull, formats, text)}
        </Fact>
        <Fact name={text('setup.storage.keepFree')}>{formats.bytes(use.disk.keepFreeBytes)}</Fact>
        <Fact name={text('setup.storage.recordSince')}>
          {use.record.oldestDay === null ? '–' : formats.day(`${use.record.oldestDay}T12:00`)}
        </Fact>
      </dl>
      <Groups groups={use.groups} />
    </>
  );
}

/** Longer is not foreseeable. */
const mostDays = 730;

function daysText(days: number, formats: Formats, text: ReturnType<typeof useText>): string {
  if (days > mostDays) return text('setup.storage.years');
  return text('setup.storage.days', { count: Math.floor(days), days: formats.number(Math.floor(days)) });
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="figures font-medium">{children}</dd>
    </div>
  );
}

function Groups({ groups }: { readonly groups: readonly StorageGroup[] }) {
  const text = useText();
  const formats = useFormats();
  if (groups.length === 0) return <p className="text-muted">{text('setup.storage.nothing')}</p>;
  const columns = ['files', 'size', 'oldest', 'kept', 'unseen'] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-left">
        <thead className="text-muted text-sm">
          <tr>
            <th className="py-2 font-medium">{text('setup.storage.column.what')}</th>
            {columns.map((column) => (
              <th key={column} className="py-2 pl-4 text-right font-medium">
                {text(`setup.storage.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.kind} ${group.outcome}`} className="border-line border-t">
              <th scope="row" className="py-2 font-medium">
                {text(`setup.storage.share.${group.kind}`)}
                <span className="font-normal text-muted">
                  {' '}
                  · {text(`setup.storage.of.${group.outcome ?? 'none'}`)}
                </span>
              </th>
              <Cell>{formats.number(group.files)}</Cell>
              <Cell>{formats.bytes(group.bytes)}</Cell>
              <Cell>{formats.day(group.oldestAt)}</Cell>
              <Cell>{group.kept.files === 0 ? '–' : formats.number(group.kept.files)}</Cell>
              <Cell>{group.unseen.files === 0 ? '–' : formats.number(group.unseen.files)}</Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ children }: { readonly children: ReactNode }) {
  return <td className="figures whitespace-nowrap py-2 pl-4 text-right">{children}</td>;
}
