// The setup of the station: model, judging, shifts, outputs, connections, storage, parts and people, changes, this
// screen, diagnostics.
import {
  Boxes,
  Cable,
  CalendarClock,
  Gauge,
  HardDrive,
  History,
  MonitorCog,
  RadioTower,
  ScanBarcode,
  Stethoscope,
  Users,
} from 'lucide-react';
import { openPage, useRoute } from '../app/index.ts';
import { useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { ErrorNotice, Tabs } from '../ui/index.ts';
import { AuditSection } from './audit-section.tsx';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { IdentitySection } from './identity/index.tsx';
import { JudgingSection } from './judging-section.tsx';
import { LinksSection } from './links/index.tsx';
import { ModelSection } from './model/index.tsx';
import { OutputsSection } from './outputs/index.tsx';
import { PeopleSection } from './people-section.tsx';
import { ScreenSection } from './screen-section.tsx';
import { ShiftsSection } from './shifts-section.tsx';
import { StorageSection } from './storage/index.tsx';

const subjects = [
  'model',
  'judging',
  'shifts',
  'identity',
  'people',
  'outputs',
  'links',
  'storage',
  'audit',
  'screen',
  'diagnostics',
] as const;
type Subject = (typeof subjects)[number];

const icons = {
  model: Boxes,
  judging: Gauge,
  shifts: CalendarClock,
  identity: ScanBarcode,
  people: Users,
  outputs: RadioTower,
  links: Cable,
  storage: HardDrive,
  audit: History,
  screen: MonitorCog,
  diagnostics: Stethoscope,
} as const satisfies Record<Subject, unknown>;

const sections = {
  model: ModelSection,
  judging: JudgingSection,
  shifts: ShiftsSection,
  identity: IdentitySection,
  people: PeopleSection,
  outputs: OutputsSection,
  links: LinksSection,
  storage: StorageSection,
  audit: AuditSection,
  screen: ScreenSection,
  diagnostics: DiagnosticsSection,
} as const satisfies Record<Subject, unknown>;

export function Setup() {
  const text = useText();
  const { path } = useRoute();
  const mayChange = useIsAllowed('changeSettings');
  const refused = useSnapshot((snapshot) => snapshot.settingsError);
  const open = subjects.find((subject) => subject === path) ?? subjects[0];
  const Open = sections[open];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-4 border-line border-b px-6 py-4">
        <h1 className="font-semibold text-2xl leading-11">{text('setup.title')}</h1>
        {!mayChange && (
          <p className="rounded-lg bg-warn-soft px-3 py-2 text-warn">{text('setup.readOnly')}</p>
        )}
      </header>
      {refused && (
        <div className="px-6 pt-5">
          <ErrorNotice error={refused} />
        </div>
      )}
      <div className="flex min-h-0 flex-1 px-6 pt-5">
        <Tabs
          upright
          label={text('setup.subjects')}
          tabs={subjects.map((subject) => ({
            name: subject,
            label: text(`setup.subject.${subject}`),
            icon: icons[subject],
          }))}
          open={open}
          onOpen={(subject) => openPage('setup', subject)}
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div tabIndex={0} className="h-full overflow-y-auto pb-6">
            <div className="flex max-w-5xl flex-col gap-5">
              <Open />
            </div>
          </div>
        </Tabs>
      </div>
    </div>
  );
}
