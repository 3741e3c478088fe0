import { CircleCheck, CircleDashed, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useText } from '../../text/index.tsx';
import type { DraftCheck } from './recipe-check.ts';

const line = 'flex min-h-11 min-w-0 items-center gap-2.5 rounded-lg px-3 py-1.5 text-left font-medium';
const icons = {
  unfinished: CircleDashed,
  checking: LoaderCircle,
  unknown: LoaderCircle,
  valid: CircleCheck,
  invalid: TriangleAlert,
} as const;

/** Whether the draft is valid, its first issue, or what it still needs. */
export function CheckLine({ check, onGo }: { readonly check: DraftCheck; readonly onGo: () => void }) {
  const text = useText();
  const [issue] = check.issues;
  const Icon = icons[check.state];
  return (
    <div role="status" className="min-w-0">
      {issue !== undefined ? (
        <button type="button" onClick={onGo} className={`${line} bg-fail-soft text-fail`}>
          <TriangleAlert aria-hidden className="size-5 shrink-0" />
          <span className="line-clamp-2 min-w-0 text-sm">
            {issue.line !== undefined && `${text('recipes.editor.line', { line: issue.line })}: `}
            {issue.message}
          </span>
        </button>
      ) : (
        <p className={`${line} ${check.state === 'valid' ? 'text-pass' : 'text-muted'}`}>
          <Icon aria-hidden className="size-5 shrink-0" />
          <StateText check={check} />
        </p>
      )}
    </div>
  );
}

function StateText({ check }: { readonly check: DraftCheck }) {
  const text = useText();
  if (check.state === 'unfinished') {
    const kinds = [...new Set(check.missing.map(({ kind }) => kind))];
    return text('recipes.editor.stillMissing', {
      names: kinds.map((kind) => text(`recipes.editor.missingKinds.${kind}`)).join(', '),
    });
  }
  if (check.state !== 'valid') {
    return text(check.state === 'checking' ? 'recipes.editor.checking' : 'recipes.editor.unchecked');
  }
  const pictures = check.missingPictures.join(', ');
  return [
    text('recipes.editor.valid', { count: check.steps }),
    ...(pictures === '' ? [] : [text('live.notice.pictures', { names: pictures })]),
  ].join('. ');
}
