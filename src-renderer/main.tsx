// Entry: puts the transport of the shell, the station and the screens together.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from './root.tsx';
import { createPreferences, createStation, portTransport, socketTransport } from './station/index.ts';

const transport =
  window.stepwatch === undefined
    ? socketTransport(new URL(window.location.href))
    : portTransport(window.stepwatch);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Root station={createStation(transport)} preferences={createPreferences(navigator.language)} />
  </StrictMode>,
);
