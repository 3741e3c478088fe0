// The frame of the pages of the plant: a slim bar on top, what is wrong below it, and the open page.
import {
  ChartNoAxesCombined,
  Languages,
  LayoutGrid,
  LoaderCircle,
  type LucideIcon,
  Moon,
  Rocket,
  Sun,
} from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { languages } from '../station/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { classNames, EmptyState, ErrorBoundary, IconButton } from '../ui/index.ts';
import { Banner } from './banner.tsx';
import { useChangePreferences, usePlant, usePlantTime, usePreferences } from './data/plant-context.tsx';
import { type PlantRoute, routeTo, useRoute } from './route.ts';
import { Wall } from './wall/index.tsx';

const FiguresPage = lazy(async () => ({ default: (await import('./figures/index.tsx')).PlantFiguresPage }));
const PartsPage = lazy(async () => ({ default: (await import('./parts/index.tsx')).PartsPage }));
const StationPage = lazy(async () => ({ default: (await import('./parts/station-page.tsx')).StationPage }));
const RolloutsPage = lazy(async () => ({ default: (await import('./rollouts/index.tsx')).RolloutsPage }));
const PartPage = lazy(async () => ({ default: (await import('./parts/part-page.tsx')).PartPage }));

export function PlantApp() {
  const text = useText();
  const { theme, language } = usePreferences();
  const route = useRoute();
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = language;
  }, [theme, language]);
  return (
    <div className="flex h-full flex-col">
      <TopBar route={route} />
      <Banner />
      <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
        <ErrorBoundary key={route.page}>
          <Suspense fallback={<EmptyState icon={LoaderCircle} title={text('common.loading')} />}>
            <Page route={route} />
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}

function Page({ route }: { readonly route: PlantRoute }) {
  switch (route.page) {
    case 'wall':
      return <Wall />;
    case 'figures':
      return <FiguresPage filter={route.filter} />;
    case 'rollouts':
      return <RolloutsPage />;
    case 'parts':
      return <PartsPage filter={route.filter} />;
    case 'station':
      return <StationPage key={route.station} station={route.station} />;
    case 'part':
      return <PartPage part={route} />;
    default:
      return route satisfies never;
  }
}

function TopBar({ route }: { readonly route: PlantRoute }) {
  const text = useText();
  const { theme, language } = usePreferences();
  const change = useChangePreferences();
  const nextLanguage = languages[(languages.indexOf(language) + 1) % languages.length]!;
  return (
    <header className="flex shrink-0 items-center gap-x-2 border-line border-b bg-panel px-3 sm:gap-x-4">
      <h1 className="sr-only font-semibold text-lg sm:not-sr-only">{text('plant.title')}</h1>
      <nav aria-label={text('app.navigation')} className="flex gap-1 py-1">
        <PageLink
          icon={LayoutGrid}
          name={text('plant.pages.wall')}
          to={{ page: 'wall' }}
          isOpen={route.page === 'wall'}
        />
        <PageLink
          icon={ChartNoAxesCombined}
          name={text('plant.pages.figures')}
          to={{ page: 'figures', filter: '' }}
          isOpen={route.page === 'figures'}
        />
        <PageLink
          icon={Rocket}
          name={text('plant.pages.rollouts')}
          to={{ page: 'rollouts' }}
          isOpen={route.page === 'rollouts'}
        />
      </nav>
      <Counts />
      <Clock />
      <IconButton
        icon={theme === 'dark' ? Sun : Moon}
        name={text(theme === 'dark' ? 'app.toLight' : 'app.toDark')}
        onClick={() => change({ theme: theme === 'dark' ? 'light' : 'dark' })}
      />
      <IconButton
        icon={Languages}
        name={`${text('app.language')}: ${language}`}
        onClick={() => change({ language: nextLanguage })}
      />
    </header>
  );
}

function PageLink({
  icon: Icon,
  name,
  to,
  isOpen,
}: {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly to: PlantRoute;
  readonly isOpen: boolean;
}) {
  return (
    <a
      href={routeTo(to)}
      title={name}
      aria-current={isOpen ? 'page' : undefined}
      className={classNames(
        'flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-lg px-3 font-medium',
        isOpen ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-raised hover:text-text',
      )}
    >
      <Icon aria-hidden className="size-5" />
      <span className="sr-only sm:not-sr-only">{name}</span>
    </a>
  );
}

function Counts() {
  const text = useText();
  const stations = usePlant((state) => state.stations);
  const lost = stations.filter(({ presence }) => presence === 'lost').length;
  return (
    <p className="figures hidden min-w-0 flex-1 truncate text-muted md:block">
      {stations.length > 0 && text('plant.wall.count', { count: stations.length })}
      {lost > 0 && ` · ${text('plant.wall.lostCount', { count: lost })}`}
    </p>
  );
}

function Clock() {
  const formats = useFormats();
  const now = usePlantTime();
  return (
    <p className="figures ml-auto font-semibold text-xl">
      {now === null ? '' : formats.minute(new Date(now).toISOString())}
    </p>
  );
}
