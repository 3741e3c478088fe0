import { Check, Info, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../text/index.tsx';
import { Button, ErrorNotice } from '../ui/index.ts';
import type { SettingsForm } from './use-settings.ts';

/** A box with a title, a sentence that says what it is for, and fields. */
export function Section({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-5 rounded-xl border border-line bg-panel p-4 md:p-6">
      <header>
        <h2 className="font-semibold text-xl">{title}</h2>
        {hint && <p className="mt-1 max-w-prose text-muted">{hint}</p>}
      </header>
      {children}
    </section>
  );
}

/** What happens when something is changed: from when on, whether checking is interrupted, what is lost. */
export function EffectNote({ children }: { readonly children: string }) {
  return (
    <p className="flex max-w-prose items-start gap-2 text-muted text-sm">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  );
}

export function ApplyBar({
  form,
  effect,
}: {
  readonly form: SettingsForm<unknown>;
  /** What happens when it is applied. */
  readonly effect: string;
}) {
  const text = useText();
  return (
    <div className="flex flex-col gap-4">
      <EffectNote>{effect}</EffectNote>
      {form.error && <ErrorNotice error={form.error} />}
      <div className="flex flex-wrap gap-3">
        <Button
          variant="primary"
          icon={Check}
          busy={form.busy}
          disabled={!form.dirty || !form.mayChange}
          onClick={() => void form.apply()}
        >
          {text('common.apply')}
        </Button>
        {form.dirty && (
          <Button icon={Undo2} onClick={form.reset}>
            {text('setup.reset')}
          </Button>
        )}
      </div>
    </div>
  );
}
