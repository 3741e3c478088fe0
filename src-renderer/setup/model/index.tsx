import { FolderOpen, LoaderCircle, SearchCheck } from 'lucide-react';
import { useState } from 'react';
import type { ServingState } from '../../../src-inference/contract/index.ts';
import { FolderBrowser } from '../../folders/index.tsx';
import { useCommand, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { type Text, useText } from '../../text/index.tsx';
import { Button, Dialog, EmptyState, ErrorNotice, TextField } from '../../ui/index.ts';
import { EffectNote, Section } from '../section.tsx';
import { useSettingsForm } from '../use-settings.ts';
import { ErrorsNote } from './errors-note.tsx';
import { ModelCard } from './model-card.tsx';
import { ServerSection } from './server-section.tsx';

/** The loaded model, and a form to look at another one and to use it. */
export function ModelSection() {
  const text = useText();
  const model = useSnapshot((snapshot) => snapshot.model);
  const serving = useSnapshot((snapshot) => snapshot.serving);
  return (
    <>
      <Section title={text('setup.model.loaded')} hint={text('setup.model.loadedHint')}>
        <p className="break-all font-mono text-muted text-sm">{model.directory}</p>
        {model.state === 'loading' && <EmptyState icon={LoaderCircle} title={text('setup.model.loading')} />}
        {model.state === 'failed' && <ErrorNotice error={model.error} />}
        {model.state === 'ready' && (
          <>
            <ModelCard
              info={model.info}
              running={{ precision: model.precision, backend: placeOf(model.backend, serving, text) }}
            />
            <ErrorsNote info={model.info} />
          </>
        )}
      </Section>
      <ServerSection />
      <OtherModel />
    </>
  );
}

/** Where the network runs just now. */
function placeOf(backend: string, serving: ServingState | null, text: Text): string {
  if (serving === null) return backend;
  return serving.server ?? text('setup.server.places.here');
}

function OtherModel() {
  const text = useText();
  const form = useSettingsForm('model');
  const read = useCommand('readModel');
  const mayRead = useIsAllowed('readModel');
  const [browsing, setBrowsing] = useState(false);
  const [looked, setLooked] = useState<{
    readonly directory: string;
    readonly info: Parameters<typeof ModelCard>[0]['info'];
  } | null>(null);
  const { model: directory } = form.values;
  const look = async (path: string): Promise<void> => {
    const info = await read.send({ directory: path });
    setLooked(info === undefined ? null : { directory: path, info });
  };
  return (
    <Section title={text('setup.model.other')} hint={text('setup.model.otherHint')}>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-64 flex-1">
          <TextField
            label={text('setup.model.folder')}
            value={directory}
            disabled={!form.mayChange}
            onChange={({ target }) => form.edit({ model: target.value })}
          />
        </div>
        <Button icon={FolderOpen} disabled={!mayRead} onClick={() => setBrowsing(true)}>
          {text('setup.browse')}
        </Button>
        <Button
          icon={SearchCheck}
          busy={read.busy}
          disabled={!mayRead || directory.trim() === ''}
          onClick={() => void look(directory)}
        >
          {text('setup.model.look')}
        </Button>
      </div>
      {read.error && <ErrorNotice error={read.error} />}
      {form.error && <ErrorNotice error={form.error} />}
      {looked !== null && looked.directory === directory && (
        <div className="rounded-xl border border-accent p-5">
          <ModelCard info={looked.info} running={null} />
        </div>
      )}
      <EffectNote>{text('setup.model.effect')}</EffectNote>
      {form.dirty && (
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            busy={form.busy}
            disabled={!form.mayChange}
            onClick={() => void form.apply()}
          >
            {text('setup.model.use')}
          </Button>
          <Button onClick={form.reset}>{text('setup.reset')}</Button>
        </div>
      )}
      <Dialog
        open={browsing}
        onClose={() => setBrowsing(false)}
        width="medium"
        title={text('setup.model.folder')}
      >
        <FolderBrowser
          wish="model"
          chosen={directory}
          onChoose={(path) => {
            form.edit({ model: path });
            setBrowsing(false);
            void look(path);
          }}
        />
      </Dialog>
    </Section>
  );
}
