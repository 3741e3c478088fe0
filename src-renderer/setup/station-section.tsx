import { ListTodo } from 'lucide-react';
import { openPage } from '../app/index.ts';
import { useText } from '../text/index.tsx';
import { Button, TextField } from '../ui/index.ts';
import { ApplyBar, Section } from './section.tsx';
import { useSettingsForm } from './use-settings.ts';

const longestName = 60;

/** What people call the station, and the first steps again. */
export function StationSection() {
  const text = useText();
  const form = useSettingsForm('name');
  return (
    <>
      <Section title={text('setup.station.title')} hint={text('setup.station.hint')}>
        <div className="max-w-md">
          <TextField
            label={text('setup.station.name')}
            placeholder={text('setup.station.example')}
            value={form.values.name ?? ''}
            maxLength={longestName}
            disabled={!form.mayChange}
            onChange={({ target }) => form.edit({ name: target.value === '' ? null : target.value })}
          />
        </div>
        <ApplyBar form={form} effect={text('setup.station.effect')} />
      </Section>
      <Section title={text('firstStart.title')} hint={text('setup.station.firstStepsHint')}>
        <div>
          <Button icon={ListTodo} disabled={!form.mayChange} onClick={() => openPage('first-steps')}>
            {text('setup.station.firstSteps')}
          </Button>
        </div>
      </Section>
    </>
  );
}
