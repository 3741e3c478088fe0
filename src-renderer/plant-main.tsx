// Entry of the pages of the plant: the wall, figures of all stations, and their parts.
import './theme/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectPlant, PlantApp, PlantProvider } from './plant/index.ts';
import { createPreferences } from './station/index.ts';
import { createTexts, TextProvider } from './text/index.tsx';

const preferences = createPreferences(navigator.language);
const texts = createTexts(preferences.getState().language);
preferences.subscribe(({ language }) => void texts.changeLanguage(language));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <TextProvider texts={texts}>
      <PlantProvider plant={connectPlant(new URL(window.location.href))} preferences={preferences}>
        <PlantApp />
      </PlantProvider>
    </TextProvider>
  </StrictMode>,
);
