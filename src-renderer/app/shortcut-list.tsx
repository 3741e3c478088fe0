import { useText } from '../text/index.tsx';
import { Dialog, useShortcuts } from '../ui/index.ts';

export function ShortcutList({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const text = useText();
  const shortcuts = useShortcuts();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={text('app.shortcuts')}
      description={text('app.shortcutsHint')}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <ul tabIndex={0} className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5">
        {shortcuts.map(({ key, label }) => (
          <li key={key} className="contents">
            <kbd className="min-w-11 rounded-lg border border-line-strong bg-raised px-2.5 py-1.5 text-center font-sans font-semibold uppercase">
              {key}
            </kbd>
            <span>{label}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
