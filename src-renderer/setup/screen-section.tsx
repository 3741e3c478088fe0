import { Volume2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useChangePreferences, useConnection, usePreferences } from '../hooks/index.ts';
import { createSoundPlayer, type Sound, type SoundPlayer } from '../sound/index.ts';
import { languages, overlayModes, themes } from '../station/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, Select, Switch } from '../ui/index.ts';
import { ApplyBar, EffectNote, Section } from './section.tsx';
import { useSettingsForm } from './use-settings.ts';
import { WallSection } from './wall-section.tsx';

/** Preferences of this screen, kept in its browser; and the kiosk setting, which the desktop program reads. */
export function ScreenSection() {
  const text = useText();
  const { language, theme, overlay, compactRounds } = usePreferences();
  const change = useChangePreferences();
  const connection = useConnection();
  const kiosk = connection.state === 'connected' ? connection.shell.kiosk : 'browser';
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
            hint={text(`setup.screen.overlayHints.${overlay}`)}
            value={overlay}
            choices={overlayModes.map((one) => ({
              value: one,
              label: text(`live.video.overlayModes.${one}`),
            }))}
            onChange={(one) => change({ overlay: one })}
          />
        </div>
        <Switch
          label={text('setup.screen.compact')}
          hint={text('setup.screen.compactHint')}
          checked={compactRounds}
          onChange={(on) => change({ compactRounds: on })}
        />
        <EffectNote>{text('setup.screen.effect')}</EffectNote>
      </Section>
      <SoundSection />
      <WallSection />
      {kiosk === 'setting' ? <KioskSection /> : <KioskElsewhere way={kiosk} />}
    </>
  );
}

/** How loud this screen is, and its tones to try. */
function SoundSection() {
  const text = useText();
  const formats = useFormats();
  const { muted, volume } = usePreferences();
  const change = useChangePreferences();
  const player = useRef<SoundPlayer | null>(null);
  useEffect(() => () => player.current?.close(), []);
  // The press of the button is what a browser waits for before it lets a page sound.
  const test = (sound: Sound): void => {
    player.current ??= createSoundPlayer();
    player.current.play(sound, volume);
  };
  return (
    <Section title={text('setup.screen.sounds')} hint={text('setup.screen.soundsHint')}>
      <Switch
        label={text('setup.screen.soundsOn')}
        hint={text('setup.screen.soundsOnHint')}
        checked={!muted}
        onChange={(on) => change({ muted: !on })}
      />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <label className="flex min-w-56 max-w-96 flex-1 flex-col">
          <span className="flex justify-between gap-4 font-medium text-muted text-sm">
            {text('setup.screen.volume')}
            <span className="figures">{formats.percent(volume)}</span>
          </span>
          <input
            type="range"
            min={5}
            max={100}
            step={5}
            value={Math.round(volume * 100)}
            disabled={muted}
            onChange={({ target }) => change({ volume: Number(target.value) / 100 })}
            className="h-11 w-full cursor-pointer accent-solid-active disabled:opacity-50"
          />
        </label>
        <div className="flex flex-wrap gap-3">
          {(['warn', 'fail'] as const).map((sound) => (
            <Button key={sound} icon={Volume2} disabled={muted} onClick={() => test(sound)}>
              {text(`setup.screen.test.${sound}`)}
            </Button>
          ))}
        </div>
      </div>
    </Section>
  );
}

function KioskSection() {
  const text = useText();
  const kiosk = useSettingsForm('kiosk');
  return (
    <Section title={text('setup.screen.kiosk')} hint={text('setup.screen.kioskHint')}>
      <Switch
        label={text('setup.screen.kioskOn')}
        checked={kiosk.values.kiosk}
        disabled={!kiosk.mayChange}
        onChange={(on) => kiosk.edit({ kiosk: on })}
      />
      <ApplyBar form={kiosk} effect={text('setup.screen.kioskEffect')} />
    </Section>
  );
}

/** What a page in a browser cannot do itself, and who can. */
function KioskElsewhere({ way }: { readonly way: 'service' | 'browser' }) {
  const text = useText();
  return (
    <Section title={text('setup.screen.kiosk')} hint={text(`setup.screen.kioskElsewhere.${way}`)}>
      {way === 'service' && (
        <code className="break-all rounded-lg bg-ground p-3 text-sm">
          sudo systemctl enable --now stepwatch-kiosk
        </code>
      )}
    </Section>
  );
}
