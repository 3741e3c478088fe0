// The setup of the station, in subjects that are grouped by what a person looks for.
import {
  Boxes,
  Cable,
  CalendarClock,
  Camera,
  Gauge,
  HardDrive,
  History,
  Lock,
  MonitorCog,
  RadioTower,
  ScanBarcode,
  Stethoscope,
  Tag,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import { openPage, useRoute } from '../app/index.ts';
import { useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { ErrorNotice, SubjectTabs, TextField } from '../ui/index.ts';
import { AuditSection } from './audit/index.tsx';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { holdsWords, type TextTree } from './find-subjects.ts';
import { IdentitySection } from './identity/index.tsx';
import { JudgingSection } from './judging/index.tsx';
import { LinksSection } from './links/index.tsx';
import { ModelSection } from './model/index.tsx';
import { OutputsSection } from './outputs/index.tsx';
import { PeopleSection } from './people-section.tsx';
import { PictureSection } from './picture/index.tsx';
import { ScreenSection } from './screen-section.tsx';
import { ShiftsSection } from './shifts-section.tsx';
import { StationSection } from './station-section.tsx';
import { StorageSection } from './storage/index.tsx';

/** The model comes first: what cannot be checked without one leads here. */
const groups = {
  checking: ['model', 'judging', 'picture'],
  bench: ['identity', 'people', 'shifts'],
  data: ['outputs', 'links', 'storage'],
  machine: ['station', 'screen', 'diagnostics', 'audit'],
} as const;
type Subject = (typeof groups)[keyof typeof groups][number];
const subjects: readonly Subject[] = Object.values(groups).flat();

/** Where the texts of each subject are, for the search. */
const textKeys = {
  model: ['setup.model', 'setup.server'],
  judging: ['setup.judging'],
  picture: ['setup.picture', 'live.picture'],
  identity: ['identity.setup'],
  people: ['identity.people'],
  shifts: ['setup.shifts'],
  outputs: ['setup.outputs'],
  links: ['setup.links', 'setup.rollouts'],
  storage: ['setup.storage'],
  station: ['setup.station'],
  screen: ['setup.screen', 'live.video.overlay', 'app.language'],
  diagnostics: ['setup.diagnostics', 'setup.support'],
  audit: ['identity.audit'],
} as const satisfies Record<Subject, readonly string[]>;

const icons = {
  model: Boxes,
  judging: Gauge,
  picture: Camera,
  shifts: CalendarClock,
  identity: ScanBarcode,
  people: Users,
  outputs: RadioTower,
  links: Cable,
  storage: HardDrive,
  audit: History,
  station: Tag,
  screen: MonitorCog,
  diagnostics: Stethoscope,
} as const satisfies Record<Subject, unknown>;

const sections = {
  model: ModelSection,
  judging: JudgingSection,
  picture: PictureSection,
  shifts: ShiftsSection,
  identity: IdentitySection,
  people: PeopleSection,
  outputs: OutputsSection,
  links: LinksSection,
  storage: StorageSection,
  audit: AuditSection,
  station: StationSection,
  screen: ScreenSection,
  diagnostics: DiagnosticsSection,
} as const satisfies Record<Subject, unknown>;

export function Setup() {
  const text = useText();
  const { path } = useRoute();
  const mayChange = useIsAllowed('changeSettings');
  const refused = useSnapshot((snapshot) => snapshot.settingsError);
  const open = subjects.find((subject) => subject === path) ?? 'model';
  const Open = sections[open];
  const [words, setWords] = useState('');
  const isFound = (subject: Subject): boolean =>
    holdsWords(
      [
        text(`setup.subject.${subject}`),
        ...textKeys[subject].map((key) => text(key, { returnObjects: true }) as string | TextTree),
      ],
      words,
    );
  const shown = (Object.keys(groups) as (keyof typeof groups)[])
    .map((group) => ({
      label: text(`setup.group.${group}`),
      subjects: groups[group].filter(isFound).map((subject) => ({
        name: subject,
        label: text(`setup.subject.${subject}`),
        icon: icons[subject],
      })),
    }))
    .filter(({ subjects: found }) => found.length > 0);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-4 border-line border-b px-4 py-4 md:px-6">
        <h1 className="font-semibold text-2xl leading-11">{text('setup.title')}</h1>
        {!mayChange && (
          <p className="flex items-center gap-2 rounded-lg bg-raised px-3 py-2">
            <Lock aria-hidden className="size-5 shrink-0 text-muted" />
            {text('setup.readOnly')}
          </p>
        )}
      </header>
      {refused && (
        <div className="px-4 pt-5 md:px-6">
          <ErrorNotice error={refused} />
        </div>
      )}
      <div className="flex min-h-0 flex-1 px-4 pt-5 md:px-6">
        <SubjectTabs
          label={text('setup.subjects')}
          groups={shown}
          search={
            <TextField
              label={text('setup.search')}
              labelHidden
              type="search"
              placeholder={text('setup.search')}
              value={words}
              onChange={({ target }) => setWords(target.value)}
            />
          }
          none={text('setup.noneFound')}
          open={open}
          onOpen={(subject) => openPage('setup', subject)}
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div tabIndex={0} className="h-full overflow-y-auto pb-6">
            <div className="flex max-w-5xl flex-col gap-5">
              <Open />
            </div>
          </div>
        </SubjectTabs>
      </div>
    </div>
  );
}
