// What a person may change of this screen anywhere: the wall view, sound, theme and language.
import { Languages, type LucideIcon, Moon, Sun, Tv, Volume2, VolumeX } from 'lucide-react';
import { useChangePreferences, usePreferences } from '../hooks/index.ts';
import { languages } from '../station/index.ts';
import { useText } from '../text/index.tsx';
import { useShortcut } from '../ui/index.ts';
import { openPage } from './route.ts';

export interface ScreenControl {
  readonly key: 'wall' | 'sound' | 'theme' | 'language';
  readonly icon: LucideIcon;
  readonly name: string;
  readonly run: () => void;
}

export function useScreenControls(): readonly ScreenControl[] {
  const text = useText();
  const { theme, muted, language } = usePreferences();
  const change = useChangePreferences();
  const nextLanguage = languages[(languages.indexOf(language) + 1) % languages.length]!;
  const sound: ScreenControl = {
    key: 'sound',
    icon: muted ? VolumeX : Volume2,
    name: text(muted ? 'app.unmute' : 'app.mute'),
    run: () => change({ muted: !muted }),
  };
  const look: ScreenControl = {
    key: 'theme',
    icon: theme === 'dark' ? Sun : Moon,
    name: text(theme === 'dark' ? 'app.toLight' : 'app.toDark'),
    run: () => change({ theme: theme === 'dark' ? 'light' : 'dark' }),
  };
  useShortcut('m', sound.name, sound.run);
  useShortcut('t', look.name, look.run);
  return [
    { key: 'wall', icon: Tv, name: text('app.wall'), run: () => openPage('wall') },
    sound,
    look,
    {
      key: 'language',
      icon: Languages,
      name: `${text('app.language')}: ${language.toUpperCase()}`,
      run: () => change({ language: nextLanguage }),
    },
  ];
}
