// Recipes and models for the stations: what is being rolled out, the versions that the plant has, which stations come in, who did what.
import { Boxes, ListChecks, LoaderCircle, Rocket, Upload } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type {
  PlantVersion,
  RolloutTarget,
  RolloutTrailEntry,
} from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, EmptyState, ErrorNotice } from '../../ui/index.ts';
import { usePlant } from '../data/plant-context.tsx';
import { usePlantRollouts } from '../data/rollouts.ts';
import { PushDialog } from './push-dialog.tsx';
import { RollOutDialog } from './roll-out-dialog.tsx';
import { RolloutCard } from './rollout-card.tsx';
import { Tokens } from './tokens.tsx';

export function RolloutsPage() {
  const text = useText();
  const { data, error } = usePlantRollouts();
  const mayChange = usePlant((state) => state.role === 'operator');
  const [isPushing, setPushing] = useState(false);
  const [chosen, setChosen] = useState<PlantVersion | null>(null);
  if (!data) {
    return error ? (
      <div className="p-6">
        <ErrorNotice error={error} />
      </div>
    ) : (
      <EmptyState icon={LoaderCircle} title={text('common.loading')} />
    );
  }
  const { rollouts, versions, stations, trail } = data;
  const pushButton = (
    <Button variant="primary" icon={Upload} disabled={!mayChange} onClick={() => setPushing(true)}>
      {text('plant.rollouts.push')}
    </Button>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid max-w-[110rem] gap-6 p-4 sm:p-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          {error && <ErrorNotice error={error} />}
          <Box title={text('plant.rollouts.title')} hint={text('plant.rollouts.hint')}>
            {rollouts.length === 0 ? (
              <EmptyState
                icon={Rocket}
                title={text('plant.rollouts.none')}
                description={text('plant.rollouts.noneHint')}
              />
            ) : (
              <ul className="flex flex-col gap-4">
                {rollouts.map((rollout) => (
                  <RolloutCard key={rollout.id} rollout={rollout} mayChange={mayChange} />
                ))}
              </ul>
            )}
          </Box>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Box title={text('plant.rollouts.versions')} action={pushButton}>
            {versions.length === 0 ? (
              <p className="text-muted">{text('plant.rollouts.noVersions')}</p>
            ) : (
              <ul className="flex max-h-96 flex-col overflow-y-auto">
                {versions.map((version) => (
                  <VersionRow
                    key={`${version.artifact} ${version.version}`}
                    version={version}
                    mayChange={mayChange}
                    onRollOut={() => setChosen(version)}
                  />
                ))}
              </ul>
            )}
          </Box>
          <Box title={text('plant.rollouts.stations')} hint={text('plant.rollouts.stationsHint')}>
            <Tokens stations={stations} mayChange={mayChange} />
          </Box>
          <Box title={text('plant.rollouts.trail')}>
            <Trail trail={trail} />
          </Box>
        </div>
      </div>
      {isPushing && (
        <PushDialog
          onClose={() => setPushing(false)}
          onPushed={(version) => {
            setPushing(false);
            setChosen(version);
          }}
        />
      )}
      {chosen !== null && (
        <RollOutDialog version={chosen} stations={withToken(stations)} onClose={() => setChosen(null)} />
      )}
    </div>
  );
}

const withToken = (stations: readonly RolloutTarget[]): readonly string[] =>
  stations.filter(({ tokenSince }) => tokenSince !== null).map(({ name }) => name);

function Box({
  title,
  hint,
  action,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-4 rounded-2xl border border-line bg-panel p-4 sm:p-5">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold text-xl">{title}</h2>
        {action}
        {hint !== undefined && <p className="w-full text-muted text-sm">{hint}</p>}
      </header>
      {children}
    </section>
  );
}

const kindIcons = { recipe: ListChecks, model: Boxes } as const;

function VersionRow({
  version,
  mayChange,
  onRollOut,
}: {
  readonly version: PlantVersion;
  readonly mayChange: boolean;
  readonly onRollOut: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  const { kind, name, version: number, note, by, at, bytes } = version;
  const Icon = kindIcons[kind];
  return (
    <li className="flex items-center gap-3 border-line border-t py-2 first:border-0">
      <Icon aria-hidden className="size-6 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {text(`setup.rollouts.artifact.${kind}`, { name, version: number })}
        </p>
        <p className="truncate text-muted text-sm" title={note}>
          {[formats.dateTime(at), by, formats.bytes(bytes), note].filter(Boolean).join(' · ')}
        </p>
      </div>
      <Button icon={Rocket} disabled={!mayChange} onClick={onRollOut}>
        {text('plant.rollouts.rollOut')}
      </Button>
    </li>
  );
}

function Trail({ trail }: { readonly trail: readonly RolloutTrailEntry[] }) {
  const text = useText();
  const formats = useFormats();
  if (trail.length === 0) return <p className="text-muted">{text('plant.rollouts.noTrail')}</p>;
  return (
    <ol className="flex max-h-96 flex-col gap-2 overflow-y-auto">
      {trail.map(({ at, who, what, rollout, station, detail }) => (
        <li key={[at, who, what, rollout, station, detail].join(' ')} className="text-sm">
          <span className="figures text-muted">{formats.dateTime(at)}</span>{' '}
          <span className="font-medium">{who}</span>: {trailWord(what, text)}
          {rollout !== null && ` #${rollout}`}
          {station !== null && station !== who && ` ${station}`}
          {detail !== '' && <span className="text-muted"> ({detail})</span>}
        </li>
      ))}
    </ol>
  );
}

const trailWords = [
  'pushed',
  'begun',
  'stageBegun',
  'pause',
  'resume',
  'goBack',
  'done',
  'tokenMade',
  'tokenRevoked',
  'asking',
  'fetching',
  'waiting',
  'applied',
  'failed',
  'goneBack',
  'editedHere',
] as const;

/** A later program may write words that this one does not know. */
function trailWord(what: string, text: ReturnType<typeof useText>): string {
  const known = trailWords.find((word) => word === what);
  return known === undefined ? what : text(`plant.rollouts.did.${known}`);
}
