// The folder of the settings holds no project yet: what teaching is, and the first step.
import { BrainCircuit, GraduationCap, Rocket, Tags, Video } from 'lucide-react';
import { useState } from 'react';
import { useCommand, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, ErrorNotice, TextField } from '../ui/index.ts';
import { addRow, type LabelRow, labelsOf, problemOf } from './labels/label-rows.ts';
import { LabelRowsForm } from './labels/label-rows-form.tsx';
import { OpenProject } from './open-project.tsx';

const background = 'no_action';
const firstRows: readonly LabelRow[] = addRow(addRow(addRow([])));
const ways = [
  { way: 'record', icon: Video },
  { way: 'label', icon: Tags },
  { way: 'train', icon: BrainCircuit },
  { way: 'deploy', icon: Rocket },
] as const;

export function NewProject() {
  const text = useText();
  const folder = useSnapshot((snapshot) => snapshot.settings.teach);
  const make = useCommand('teachNewProject');
  const may = useIsAllowed('teachNewProject');
  const [name, setName] = useState('');
  const [rows, setRows] = useState(firstRows);
  // Rows that nothing was typed into are no actions.
  const filled = rows.filter(({ title }) => title.trim() !== '');
  const isUsable =
    name.trim() !== '' && filled.length > 0 && filled.every((row) => problemOf(row, filled) === null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="h-full overflow-y-auto p-6">
      <div className="mx-auto grid max-w-6xl gap-8 lg:grid-cols-[1fr_1.2fr]">
        <section className="flex flex-col gap-5">
          <GraduationCap aria-hidden className="size-14 text-accent" strokeWidth={1.5} />
          <h1 className="font-semibold text-3xl">{text('teach.new.title')}</h1>
          <p className="max-w-prose text-lg text-muted">{text('teach.new.description')}</p>
          <ol className="flex flex-col gap-4">
            {ways.map(({ way, icon: Icon }) => (
              <li key={way} className="flex gap-4">
                <Icon aria-hidden className="mt-1 size-6 shrink-0 text-accent" />
                <p className="max-w-prose">
                  <span className="block font-semibold">{text(`teach.path.${way}.title`)}</span>
                  <span className="text-muted">{text(`teach.new.ways.${way}`)}</span>
                </p>
              </li>
            ))}
          </ol>
        </section>
        <section
          aria-labelledby="teach-new"
          className="flex flex-col gap-5 rounded-2xl border border-line bg-panel p-6"
        >
          <h2 id="teach-new" className="font-semibold text-xl">
            {text('teach.new.begin')}
          </h2>
          <TextField
            label={text('teach.new.name')}
            placeholder={text('teach.new.nameExample')}
            maxLength={120}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <div className="flex flex-col gap-2">
            <h3 className="font-medium">{text('teach.labels.title')}</h3>
            <p className="text-muted text-sm">{text('teach.labels.description')}</p>
          </div>
          <LabelRowsForm rows={rows} onChange={setRows} />
          {make.error && <ErrorNotice error={make.error} />}
          <div className="flex flex-wrap items-center gap-3">
            <Button
              variant="primary"
              large
              busy={make.busy}
              disabled={!may || !isUsable}
              onClick={() =>
                make.send({ directory: null, name: name.trim(), labels: labelsOf(filled, background) })
              }
            >
              {text('teach.new.make')}
            </Button>
            <OpenProject />
          </div>
          <p className="break-all text-faint text-sm">{text('teach.new.folder', { folder })}</p>
        </section>
      </div>
    </div>
  );
}
