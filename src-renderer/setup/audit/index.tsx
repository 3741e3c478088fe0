import { History } from 'lucide-react';
import { useState } from 'react';
import {
  type AuditActor,
  type AuditedSubject,
  auditedSubjects,
  type EngineEvent,
  type LogEntry,
} from '../../../src-inference/contract/index.ts';
import { useIsAllowed, useStationQuery } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, EmptyState, ErrorNotice, Select } from '../../ui/index.ts';
import { Section } from '../section.tsx';
import { settingWords } from './setting-words.ts';

const pageEntries = 50;
/** Versions of recipes are named by when they were saved. */
const isoTime = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** Who changed what, newest first. */
export function AuditSection() {
  const text = useText();
  const may = useIsAllowed('readAudit');
  const [what, setWhat] = useState<AuditedSubject | 'all'>('all');
  const [limit, setLimit] = useState(pageEntries);
  const page = useStationQuery(
    'readAudit',
    { what: what === 'all' ? null : what, before: null, limit },
    { enabled: may, keepPrevious: true },
  );
  const entries = [...(page.data?.entries ?? [])].reverse();
  return (
    <Section title={text('identity.audit.title')} hint={text('identity.audit.hint')}>
      <div className="max-w-72">
        <Select
          label={text('identity.audit.filter')}
          value={what}
          choices={[
            { value: 'all', label: text('identity.audit.all') },
            ...auditedSubjects.map((one) => ({ value: one, label: text(`identity.audit.what.${one}`) })),
          ]}
          onChange={setWhat}
        />
      </div>
      {page.isError && <ErrorNotice error={page.error} />}
      {page.data && entries.length === 0 && (
        <EmptyState icon={History} title={text('identity.audit.none')} description="" />
      )}
      {entries.length > 0 && (
        <table className="w-full table-fixed text-left max-md:block">
          <thead className="text-muted text-sm max-md:sr-only">
            <tr>
              <th className="w-44 py-2 font-medium">{text('identity.audit.when')}</th>
              <th className="w-44 py-2 font-medium">{text('identity.audit.who')}</th>
              <th className="w-52 py-2 font-medium">{text('identity.audit.subject')}</th>
              <th className="py-2 font-medium">{text('identity.audit.change')}</th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {entries.map((entry) => (
              <Row key={entry.key} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      {page.data?.more && limit < 500 && (
        <Button
          className="self-start"
          busy={page.isFetching}
          onClick={() => setLimit(Math.min(500, limit + pageEntries))}
        >
          {text('identity.audit.older')}
        </Button>
      )}
    </Section>
  );
}

function Row({ entry: { at, event } }: { readonly entry: LogEntry }) {
  const text = useText();
  const formats = useFormats();
  if (event.type === 'filesDeleted') return <DeletionRow at={at} event={event} />;
  if (event.type !== 'audited') return null;
  const nothing = text('identity.audit.nothing');
  const words = settingWords(event, text, formats);
  const readable = (value: string): string =>
    (words?.value(value) ?? value).replace(isoTime, (iso) => formats.dateTime(iso));
  const told = (value: string | null): string => (value === null ? nothing : readable(value));
  return (
    <tr className="border-line border-t align-top max-md:flex max-md:flex-col max-md:py-2">
      <td className="figures py-2.5 pr-3 text-muted text-sm max-md:py-1">{formats.dateTime(at)}</td>
      <td className="py-2.5 pr-3 max-md:py-1">
        <Actor by={event.by} />
      </td>
      <td className="py-2.5 pr-3 max-md:py-1">
        <span className="block font-medium">{text(`identity.audit.what.${event.what}`)}</span>
        <span className="block break-words text-muted text-sm">{words?.label ?? event.subject}</span>
        {words !== null && words.part !== '' && (
          <span className="block break-words font-mono text-faint text-sm">{words.part}</span>
        )}
      </td>
      <td className="break-words py-2.5 text-sm max-md:py-1">
        <span className="text-muted">{told(event.before)}</span>
        <span aria-hidden> → </span>
        <span className="font-medium">{told(event.after)}</span>
      </td>
    </tr>
  );
}

function DeletionRow({
  at,
  event: { files, bytes, reason },
}: {
  readonly at: string;
  readonly event: EngineEvent & { readonly type: 'filesDeleted' };
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <tr className="border-line border-t align-top max-md:flex max-md:flex-col max-md:py-2">
      <td className="figures py-2.5 pr-3 text-muted text-sm max-md:py-1">{formats.dateTime(at)}</td>
      <td className="py-2.5 pr-3 font-medium max-md:py-1">{text('identity.audit.via.station')}</td>
      <td className="py-2.5 pr-3 font-medium max-md:py-1">{text('identity.audit.what.storage')}</td>
      <td className="py-2.5 text-sm max-md:py-1">
        <span className="font-medium">{text('live.log.filesDeleted', { count: files.length })}</span>
        <span className="block text-muted">
          {text(`live.log.deletion.${reason}`, { bytes: formats.bytes(bytes) })}
        </span>
      </td>
    </tr>
  );
}

function Actor({ by: { via, address, operator } }: { readonly by: AuditActor }) {
  const text = useText();
  const place = [text(`identity.audit.via.${via}`), address].filter((known) => known !== null).join(' ');
  return (
    <>
      <span className="block font-medium">{operator ?? place}</span>
      {operator !== null && <span className="block text-muted text-sm">{place}</span>}
    </>
  );
}
