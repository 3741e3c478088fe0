import { Copy } from 'lucide-react';
import { useText } from '../text/index.tsx';
import { Button } from './button.tsx';
import { useToast } from './toast.tsx';

/** A command for a terminal, to be copied. Browsers allow that on this machine and over https only. */
export function CommandLine({ command }: { readonly command: string }) {
  const text = useText();
  const show = useToast();
  const copy = (): void =>
    void navigator.clipboard
      .writeText(command)
      .then(() => show({ tone: 'pass', title: text('common.copiedCommand') }));
  return (
    <div className="flex items-center gap-2">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <code tabIndex={0} className="min-w-0 flex-1 overflow-x-auto rounded-md bg-field px-3 py-2 font-mono">
        {command}
      </code>
      {navigator.clipboard !== undefined && (
        <Button icon={Copy} onClick={copy}>
          {text('common.copy')}
        </Button>
      )}
    </div>
  );
}
