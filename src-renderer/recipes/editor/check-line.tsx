import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useText } from '../../text/index.tsx';
import type { DraftCheck } from './recipe-check.ts';

/** Whether the draft is valid, or its first issue. */
export function CheckLine({ check, onGo }: { readonly check: DraftCheck; readonly onGo: () => void }) {
  const text = useText();
  const [issue] = check.issues;
  const line = 'flex min-h-11 min-w-0 items-center gap-2.5 rounded-lg px-3 py-1.5 text-left font-medium';
  const Icon = check.state === 'valid' ? CircleCheck : LoaderCircle;
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
          {check.state === 'valid'
            ? [
                text('recipes.editor.valid', { count: check.steps }),
                ...(check.missingPictures.length === 0
                  ? []
                  : [text('live.notice.pictures', { names: check.missingPictures.join(', ') })]),
              ].join('. ')
            : text(check.state === 'checking' ? 'recipes.editor.checking' : 'recipes.editor.unchecked')}
        </p>
      )}
    </div>
  );
}
