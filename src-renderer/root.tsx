// The screens with a given station: the one of the shell, or a scripted one in tests and in the gallery.
import './theme/theme.css';
import { useEffect, useState } from 'react';
import { App } from './app/app.tsx';
import { StationProvider } from './hooks/index.ts';
import type { PreferencesStore, Station } from './station/index.ts';
import { createTexts, TextProvider } from './text/index.tsx';

export function Root({
  station,
  preferences,
}: {
  readonly station: Station;
  readonly preferences: PreferencesStore;
}) {
  const [texts] = useState(() => createTexts(preferences.getState().language));
  useEffect(
    () => preferences.subscribe(({ language }) => void texts.changeLanguage(language)),
    [preferences, texts],
  );
  return (
    <StationProvider station={station} preferences={preferences}>
      <TextProvider texts={texts}>
        <App />
      </TextProvider>
    </StationProvider>
  );
}
