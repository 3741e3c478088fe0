import { useText } from '../../text/index.tsx';
import { Dialog } from '../../ui/index.ts';
import { keyGroups } from '../editing/editor-keys.ts';

export function KeyHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const text = useText();
  const keyName = (key: string): string => {
    if (key === 'Space') return text('teach.keys.space');
    return key === 'Delete' ? text('teach.keys.deleteKey') : key.replace('Shift', text('teach.keys.shift'));
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={text('teach.keys.title')}
      description={text('teach.keys.hint')}
      width="large"
    >
      <div className="columns-1 gap-10 md:columns-2 xl:columns-3">
        {keyGroups.map(({ name, rows }) => (
          <section key={name} className="mb-6 break-inside-avoid">
            <h3 className="mb-2 font-semibold text-muted">{text(`teach.keys.groups.${name}`)}</h3>
            <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
              {rows.map(({ command, keys }) => (
                <div key={command} className="contents">
                  <dt>
                    {keys.map((key) => (
                      <kbd
                        key={key}
                        className="inline-block min-w-9 rounded-md border border-line-strong bg-raised px-2 py-1 text-center font-sans font-semibold text-sm"
                      >
                        {keyName(key)}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{text(`teach.keys.${command}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="break-inside-avoid text-muted text-sm">{text('teach.keys.mouse')}</p>
      </div>
    </Dialog>
  );
}
