// Whether the station fills the screen. How depends on what shows it: the desktop program, the installed package, a browser.
import { Maximize, Minimize } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useCommand, useConnection, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, CommandLine, ErrorNotice, Switch } from '../ui/index.ts';
import { StepFrame, useNext } from './frame.tsx';
import type { Place } from './steps.ts';

export function KioskStep({ place }: { readonly place: Place }) {
  const text = useText();
  const next = useNext(place);
  return (
    <StepFrame
      place={place}
      title={text('firstStart.kiosk.title')}
      hint={text('firstStart.kiosk.hint')}
      next={next}
    >
      <Way />
    </StepFrame>
  );
}

function Way() {
  const connection = useConnection();
  const known = connection.state === 'connected' || connection.state === 'lost' ? connection.shell : null;
  const way = known?.kiosk ?? 'browser';
  switch (way) {
    case 'setting':
      return <BySetting />;
    case 'service':
      return <ByService />;
    case 'browser':
      return <ByBrowser />;
    default:
      return way satisfies never;
  }
}

function Box({ children }: { readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-xl border border-line bg-panel p-6">{children}</section>
  );
}

function BySetting() {
  const text = useText();
  const kiosk = useSnapshot((snapshot) => snapshot.settings.kiosk);
  const mayChange = useIsAllowed('changeSettings');
  const change = useCommand('changeSettings');
  return (
    <Box>
      {change.error && <ErrorNotice error={change.error} />}
      <Switch
        label={text('firstStart.kiosk.setting')}
        hint={text('firstStart.kiosk.settingHint')}
        checked={kiosk}
        disabled={!mayChange || change.busy}
        onChange={(on) => void change.send({ kiosk: on })}
      />
    </Box>
  );
}

function ByService() {
  const text = useText();
  return (
    <Box>
      <p>{text('firstStart.kiosk.service')}</p>
      <CommandLine command="sudo systemctl enable --now stepwatch-kiosk" />
      <p>{text('firstStart.kiosk.serviceEnd')}</p>
      <CommandLine command="sudo systemctl disable --now stepwatch-kiosk" />
    </Box>
  );
}

function ByBrowser() {
  const text = useText();
  const isFull = useIsFullScreen();
  return (
    <>
      <Box>
        <p>{text('firstStart.kiosk.browser')}</p>
        <div>
          <Button
            large
            icon={isFull ? Minimize : Maximize}
            disabled={!document.fullscreenEnabled}
            onClick={() =>
              void (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen())
            }
          >
            {text(isFull ? 'firstStart.kiosk.uncover' : 'firstStart.kiosk.cover')}
          </Button>
        </div>
      </Box>
      <Box>
        <p>{text('firstStart.kiosk.forGood')}</p>
        <CommandLine command={`chromium --kiosk ${window.location.origin}`} />
      </Box>
    </>
  );
}

function useIsFullScreen(): boolean {
  const [isFull, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const look = (): void => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return isFull;
}
