import { AcknowledgeDialog } from '../../acknowledge/index.tsx';
import { useStationQuery } from '../../hooks/index.ts';

/** The dialog for a part of which only the summary is known here: its steps are asked for meanwhile. */
export function AcknowledgePart({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data: record } = useStationQuery('readPart', { id });
  const known = record === undefined ? null : { number: record.summary.number, steps: record.steps };
  return <AcknowledgeDialog open onClose={onClose} part={{ id, known }} />;
}
