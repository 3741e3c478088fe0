// A person keeps a part for good, or lets it go.
import { Pin, PinOff } from 'lucide-react';
import type { PartSummary } from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, ErrorNotice } from '../ui/index.ts';
import { usePersonHere } from './person-here.ts';

export function KeepPart({ part: { id, kept } }: { readonly part: PartSummary }) {
  const text = useText();
  const may = useIsAllowed('keepPart');
  const keep = useCommand('keepPart');
  const by = usePersonHere();
  return (
    <>
      <Button
        icon={kept ? PinOff : Pin}
        disabled={!may}
        busy={keep.busy}
        title={text('history.evidence.keepHint')}
        onClick={() => void keep.send({ id, kept: !kept, by })}
      >
        {text(kept ? 'history.evidence.letGo' : 'history.evidence.keep')}
      </Button>
      {keep.error && <ErrorNotice error={keep.error} />}
    </>
  );
}
