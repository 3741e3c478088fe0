// The source: a bundled video at once, or a form for everything else. What is watched is shown, so that nobody guesses.
import { Camera, CirclePlay, FileVideo, Network, Radio } from 'lucide-react';
import type { SourceLogin } from '../../src-inference/contract/index.ts';
import { openPage } from '../app/index.ts';
import { useCommand, useSnapshot, useStationQuery } from '../hooks/index.ts';
import { CameraTab, FileTab, RtspTab, type SourceTabProps, UdpTab } from '../sources/index.ts';
import { useText } from '../text/index.tsx';
import { ErrorNotice } from '../ui/index.ts';
import { Choice } from './choice.tsx';
import { StepFrame, useNext } from './frame.tsx';
import { ModelNotice } from './model-notice.tsx';
import { type Place, type SourceForm, sourceForms } from './steps.ts';
import { WatchedSource } from './watched-source.tsx';

const icons = { file: FileVideo, camera: Camera, rtsp: Network, udp: Radio } as const;

export function SourceStep({ place }: { readonly place: Place }) {
  const text = useText();
  const next = useNext(place);
  const isWatching = useSnapshot((snapshot) => snapshot.source !== null);
  if (place.form !== null) return <FormStep place={place} form={place.form} />;
  return (
    <StepFrame
      place={place}
      title={text('firstStart.source.title')}
      hint={text('firstStart.source.hint')}
      next={isWatching ? next : { ...next, label: text('firstStart.source.without') }}
    >
      <ModelNotice />
      {isWatching && (
        <>
          <WatchedSource />
          <h2 className="font-semibold text-xl">{text('firstStart.source.other')}</h2>
        </>
      )}
      <Kinds />
    </StepFrame>
  );
}

function Kinds() {
  const text = useText();
  const demo = useStationQuery('readDemo', null);
  const model = useSnapshot((snapshot) => snapshot.settings.model);
  const watched = useSnapshot((snapshot) => snapshot.source?.text);
  const watch = useCommand('openSource');
  const fits = demo.data?.model === model;
  return (
    <>
      {watch.error && <ErrorNotice error={watch.error} />}
      {demo.isError && <ErrorNotice error={demo.error} />}
      <ul className="grid gap-4 sm:grid-cols-2">
        {demo.data?.videos.map(({ shows, source }) => (
          <li key={shows}>
            <Choice
              icon={CirclePlay}
              title={text(`firstStart.source.demo.${shows}`)}
              hint={text(fits ? `firstStart.source.demo.${shows}Hint` : 'firstStart.source.demo.otherModel')}
              chosen={source === watched}
              disabled={!fits || watch.busy}
              onChoose={() => void watch.send({ source })}
            />
          </li>
        ))}
        {sourceForms.map((form) => (
          <li key={form}>
            <Choice
              icon={icons[form]}
              title={text(`firstStart.source.${form}`)}
              hint={text(`firstStart.source.${form}Hint`)}
              onChoose={() => openPage('first-steps', `source/${form}`)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function FormStep({ place, form }: { readonly place: Place; readonly form: SourceForm }) {
  const text = useText();
  const watch = useCommand('openSource');
  const open = async (source: string, login?: SourceLogin): Promise<void> => {
    if ((await watch.send({ source, ...(login && { login }) })) !== undefined)
      openPage('first-steps', 'source');
  };
  return (
    <StepFrame
      place={place}
      title={text(`firstStart.source.${form}`)}
      hint={text(`firstStart.source.${form}Hint`)}
      next={null}
    >
      <ModelNotice />
      {watch.error && <ErrorNotice error={watch.error} />}
      <Form form={form} watch={open} busy={watch.busy} />
    </StepFrame>
  );
}

function Form({ form, ...props }: SourceTabProps & { readonly form: SourceForm }) {
  switch (form) {
    case 'file':
      return <FileTab {...props} />;
    case 'camera':
      return <CameraTab {...props} />;
    case 'rtsp':
      return <RtspTab {...props} />;
    case 'udp':
      return <UdpTab {...props} />;
    default:
      return form satisfies never;
  }
}
