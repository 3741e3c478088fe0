// What is set, and the button that begins.
import { Boxes, Languages, ListOrdered, type LucideIcon, Maximize, Pencil, Tag, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import type { WatchedSource } from '../../src-inference/contract/index.ts';
import { openPage } from '../app/index.ts';
import { useConnection, usePreferences, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { ErrorNotice, IconButton, SourceBadge } from '../ui/index.ts';
import { StepFrame, useFinish } from './frame.tsx';
import { ModelNotice } from './model-notice.tsx';
import { useSourceTitle } from './source-title.ts';
import type { Place, StepName } from './steps.ts';

export function ReadyStep({ place }: { readonly place: Place }) {
  const text = useText();
  const { language } = usePreferences();
  const { name, recipe: wanted } = useSnapshot((snapshot) => snapshot.settings);
  const source = useSnapshot((snapshot) => snapshot.source);
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  const start = useFinish();
  return (
    <StepFrame
      place={place}
      title={text('firstStart.ready.title')}
      hint={text('firstStart.ready.hint')}
      next={{
        label: text('firstStart.ready.start'),
        busy: start.busy,
        disabled: !start.isAllowed,
        run: start.run,
      }}
    >
      {start.error && <ErrorNotice error={start.error} />}
      <ModelNotice />
      <ul className="flex flex-col divide-y divide-line rounded-xl border border-line bg-panel">
        <Fact step="language" icon={Languages} label={text('firstStart.steps.language')}>
          {text(`setup.screen.languages.${language}`)}
        </Fact>
        <Fact step="source" icon={Video} label={text('firstStart.steps.source')}>
          {source === null ? text('firstStart.ready.none') : <SourceFact source={source} />}
        </Fact>
        <Fact step="recipe" icon={ListOrdered} label={text('firstStart.steps.recipe')}>
          {wanted === null
            ? text('firstStart.ready.nothingChecked')
            : recipe.state === 'ready' && recipe.name === wanted
              ? recipe.info.title
              : wanted}
        </Fact>
        <Fact step="name" icon={Tag} label={text('firstStart.name.label')}>
          {name ?? text('firstStart.ready.unnamed')}
        </Fact>
        <Fact step="kiosk" icon={Maximize} label={text('firstStart.steps.kiosk')}>
          <KioskFact />
        </Fact>
        <Fact step={null} icon={Boxes} label={text('firstStart.ready.model')}>
          <ModelFact />
        </Fact>
      </ul>
    </StepFrame>
  );
}

function Fact({
  step,
  icon: Icon,
  label,
  children,
}: {
  /** Where it is changed; null: not in these steps. */
  readonly step: StepName | null;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly children: ReactNode;
}) {
  const text = useText();
  return (
    <li className="flex min-h-16 items-center gap-4 px-4 py-2">
      <Icon aria-hidden className="size-6 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="text-muted text-sm">{label}</p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 break-words font-medium">{children}</p>
      </div>
      {step !== null && (
        <IconButton
          icon={Pencil}
          name={`${text('firstStart.ready.change')}: ${label}`}
          onClick={() => openPage('first-steps', step)}
        />
      )}
    </li>
  );
}

function SourceFact({ source }: { readonly source: WatchedSource }) {
  const title = useSourceTitle(source.text);
  return (
    <>
      {title}
      <SourceBadge state={source.state} />
    </>
  );
}

function KioskFact() {
  const text = useText();
  const connection = useConnection();
  const kiosk = useSnapshot((snapshot) => snapshot.settings.kiosk);
  const isSetting = connection.state === 'connected' && connection.shell.kiosk === 'setting';
  if (!isSetting) return text('firstStart.ready.kioskOutside');
  return text(kiosk ? 'firstStart.ready.kioskOn' : 'firstStart.ready.kioskOff');
}

function ModelFact() {
  const text = useText();
  const model = useSnapshot((snapshot) => snapshot.model);
  if (model.state === 'loading') return text('firstStart.ready.modelLoading');
  return model.state === 'ready' ? model.info.name : model.directory;
}
