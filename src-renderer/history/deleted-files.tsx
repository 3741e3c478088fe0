import { Trash2 } from 'lucide-react';
import type { PartDeletion } from '../../src-inference/contract/index.ts';
import { useFormats, useText } from '../text/index.tsx';

/** In place of a recording, or of evidence, that is gone: when it was deleted, and why. */
export function DeletedFiles({ deleted }: { readonly deleted: readonly PartDeletion[] }) {
  const text = useText();
  const formats = useFormats();
  return deleted.map(({ kind, at, reason }) => (
    <p key={kind} className="flex items-center gap-3 rounded-lg bg-raised px-4 py-3 text-muted">
      <Trash2 aria-hidden className="size-5 shrink-0" />
      {text(`history.deleted.${kind}`, {
        date: formats.day(at),
        reason: text(`history.deletedBecause.${reason}`),
      })}
    </p>
  ));
}
