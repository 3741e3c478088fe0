import { Download, FileBraces, FileSpreadsheet, FileText } from 'lucide-react';
import { type ExportFormat, exportFormats, type PartConditions } from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, ErrorNotice, Menu, saveAddress } from '../ui/index.ts';

const icons = { csv: FileText, xlsx: FileSpreadsheet, jsonl: FileBraces } as const;

/** Saves the parts that fit the filter, with their steps. */
export function ExportMenu({ conditions }: { readonly conditions: PartConditions }) {
  const text = useText();
  const { send, busy, error } = useCommand('exportParts');
  const may = useIsAllowed('exportParts');
  const save = async (format: ExportFormat): Promise<void> => {
    const made = await send({ conditions, format });
    if (made) saveAddress(`/exports/${made.name}`, made.name);
  };
  return (
    <div className="flex flex-col items-end gap-2">
      <Menu
        entries={exportFormats.map((format) => ({
          key: format,
          label: text(`history.export.${format}`),
          icon: icons[format],
          run: () => void save(format),
        }))}
      >
        <Button icon={Download} busy={busy} disabled={!may}>
          {text('history.export.title')}
        </Button>
      </Menu>
      {error && <ErrorNotice error={error} />}
    </div>
  );
}
