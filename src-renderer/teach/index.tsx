// Teaching the station a line of its own: recordings, labels, networks, and what is to be learnt next.
import {
  BrainCircuit,
  FileQuestion,
  ListOrdered,
  LoaderCircle,
  type LucideIcon,
  Map as MapIcon,
  Network,
  Tags,
  UserSearch,
} from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { TeachProject } from '../../src-inference/contract/index.ts';
import { useRoute } from '../app/index.ts';
import { useIsAllowed, useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, EmptyState, ErrorNotice, Tabs } from '../ui/index.ts';
import { LabelsDialog } from './labels/labels-dialog.tsx';
import { NewProject } from './new-project.tsx';
import { openTab } from './open-place.ts';
import { OpenProject } from './open-project.tsx';
import { Overview } from './overview/index.tsx';
import { RecipeDialog } from './recipe-dialog.tsx';
import { readPlace, type TeachTab, teachTabs } from './teach-path.ts';
import { Training } from './training/index.tsx';

// The largest parts of the page, loaded when they are opened.
const LabelEditor = lazy(async () => {
  const { LabelEditor: found } = await import('./editor/index.tsx');
  return { default: found };
});
const Networks = lazy(() => import('./networks/index.tsx').then((found) => ({ default: found.Networks })));
const Samples = lazy(() => import('./samples/index.tsx').then((found) => ({ default: found.Samples })));

const icons = {
  overview: MapIcon,
  training: BrainCircuit,
  networks: Network,
  samples: UserSearch,
} as const satisfies Record<TeachTab, LucideIcon>;

export function Teach() {
  const text = useText();
  const project = useStationQuery('teachProject', null);
  if (project.isError) {
    return (
      <div className="mx-auto w-full max-w-3xl p-6">
        <h1 className="mb-4 font-semibold text-2xl">{text('teach.title')}</h1>
        <ErrorNotice error={project.error}>
          <Button onClick={() => project.refetch()}>{text('common.retry')}</Button>
          <OpenProject />
        </ErrorNotice>
      </div>
    );
  }
  if (project.isPending) return <EmptyState icon={LoaderCircle} title={text('common.loading')} />;
  return project.data === null ? <NewProject /> : <Project project={project.data} />;
}

function Project({ project }: { readonly project: TeachProject }) {
  const text = useText();
  const place = readPlace(useRoute().path);
  const loading = <EmptyState icon={LoaderCircle} title={text('common.loading')} />;
  if (place.kind === 'label') {
    const recording = project.recordings.find(({ id }) => id === place.recording);
    if (recording === undefined) {
      return (
        <EmptyState icon={FileQuestion} title={text('teach.noRecording')} description={place.recording}>
          <Button variant="primary" onClick={() => openTab('overview')}>
            {text('teach.tabs.overview')}
          </Button>
        </EmptyState>
      );
    }
    return (
      <Suspense fallback={loading}>
        <LabelEditor
          key={recording.id}
          project={project}
          recording={recording}
          atSeconds={place.atSeconds}
          onClose={() => openTab('overview')}
        />
      </Suspense>
    );
  }
  return (
    <div className="flex h-full min-h-0 flex-col pt-4">
      <ProjectHead project={project} />
      <div className="flex min-h-0 flex-1 pt-1">
        <Tabs
          label={text('teach.title')}
          tabs={teachTabs.map((tab) => ({
            name: tab,
            icon: icons[tab],
            label:
              tab === 'samples'
                ? text('teach.tabs.samplesCount', { count: project.queueLength })
                : text(`teach.tabs.${tab}`),
          }))}
          open={place.tab}
          onOpen={(tab) => openTab(tab)}
        >
          <Suspense fallback={loading}>
            {place.tab === 'overview' && <Overview project={project} />}
            {place.tab === 'training' && <Training project={project} />}
            {place.tab === 'networks' && <Networks project={project} network={place.network} />}
            {place.tab === 'samples' && <Samples project={project} />}
          </Suspense>
        </Tabs>
      </div>
    </div>
  );
}

function ProjectHead({ project }: { readonly project: TeachProject }) {
  const text = useText();
  const may = useIsAllowed('teachSetLabels');
  const [open, setOpen] = useState<'labels' | 'recipe' | null>(null);
  const close = () => setOpen(null);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-6 phone:px-4">
      <h1 className="font-semibold text-2xl leading-11">{project.name}</h1>
      <p className="min-w-0 flex-1 truncate text-faint text-sm phone:hidden" title={project.directory}>
        {project.directory}
      </p>
      <Button icon={Tags} disabled={!may} onClick={() => setOpen('labels')}>
        {text('teach.labels.button', { count: project.labels.length })}
      </Button>
      <Button icon={ListOrdered} disabled={!may} onClick={() => setOpen('recipe')}>
        {project.recipe === null
          ? text('teach.recipe.none')
          : text('teach.recipe.button', { name: project.recipe })}
      </Button>
      {open === 'labels' && <LabelsDialog project={project} onClose={close} />}
      {open === 'recipe' && <RecipeDialog project={project} onClose={close} />}
    </header>
  );
}
