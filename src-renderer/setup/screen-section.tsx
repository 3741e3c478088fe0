import { useChangePreferences, usePreferences } from '../hooks/index.ts';
import { languages, overlayModes, themes } from '../station/index.ts';
import { useText } from '../text/index.tsx';
import { Select, Switch } from '../ui/index.ts';
import { ApplyBar, Section } from './section.tsx';
import { useSettingsForm } from './use-settings.ts';

/** Preferences of this screen, kept in its browser; and the kiosk setting, which the desktop shell reads. */
export function ScreenSection() {
  const text = useText();
  const { language, theme, muted, overlay, compactRounds } = usePreferences();
  const change = useChangePreferences();
  const kiosk = useSettingsForm('kiosk');
  return (
    <>
      <Section title={text('setup.screen.title')} hint={text('setup.screen.hint')}>
        <div className="grid gap-5 sm:grid-cols-3">
          <Select
            label={text('app.language')}
            value={language}
            choices={languages.map((one) => ({ value: one, label: text(`setup.screen.languages.${one}`) }))}
            onChange={(one) => change({ language: one })}
          />
          <Select
            label={text('setup.screen.theme')}
            value={theme}
            choices={themes.map((one) => ({ value: one, label: text(`setup.screen.themes.${one}`) }))}
            onChange={(one) => change({ theme: one })}
          />
          <Select
            label={text('live.video.overlay')}
            value={overlay}
            choices={overlayModes.map((one) => ({
              value: one,
              label: text(`live.video.overlayModes.${one}`),
            }))}
            onChange={(one) => change({ overlay: one })}
          />
        </div>
        <Switch
          label={text('setup.screen.sounds')}
          hint={text('setup.screen.soundsHint')}
          checked={!muted}
          onChange={(on) => change({ muted: !on })}
        />
        <Switch
          label={text('setup.screen.compact')}
          hint={text('setup.screen.compactHint')}
          checked={compactRounds}
          onChange={(on) => change({ compactRounds: on })}
        />
      </Section>
      <Section title={text('setup.screen.kiosk')} hint={text('setup.screen.kioskHint')}>
        <Switch
          label={text('setup.screen.kioskOn')}
          checked={kiosk.values.kiosk}
          disabled={!kiosk.mayChange}
          onChange={(on) => kiosk.edit({ kiosk: on })}
        />
        <ApplyBar form={kiosk} />
      </Section>
    </>
  );
}
