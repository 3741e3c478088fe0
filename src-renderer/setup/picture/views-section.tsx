import { Camera, RefreshCw, TriangleAlert } from 'lucide-react';
import { useCommand, useIsAllowed, useSnapshot, useStationQuery } from '../../hooks/index.ts';
import { pictureProblem } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, ErrorNotice, toneSoft, useToast } from '../../ui/index.ts';
import { EffectNote, Section } from '../section.tsx';
import { View } from './view.tsx';

/** Both views side by side, and the button that makes the present one the usual one. */
export function ViewsSection() {
  const text = useText();
  const formats = useFormats();
  const toast = useToast();
  const isLive = useSnapshot(({ source }) => source?.live === true);
  const changed = useSnapshot(({ picture }) => picture);
  const views = useStationQuery('readUsualPicture', null, { enabled: isLive, transient: true });
  const take = useCommand('takeUsualPicture');
  const mayTake = useIsAllowed('takeUsualPicture');
  const { reference = null, present = null } = views.data ?? {};
  const run = async (): Promise<void> => {
    if ((await take.send(null)) !== undefined) toast({ tone: 'pass', title: text('setup.picture.taken') });
  };
  const problem = changed && pictureProblem(changed, text, formats);
  return (
    <Section title={text('setup.picture.title')} hint={text('setup.picture.hint')}>
      {!isLive && <p className="text-muted">{text('setup.picture.noSource')}</p>}
      {problem && (
        <p
          role="status"
          className={classNames(
            'flex items-center gap-3 rounded-lg px-4 py-3 font-medium',
            toneSoft[changed?.judged ? 'warn' : 'fail'],
          )}
        >
          <TriangleAlert aria-hidden className="size-5 shrink-0" />
          {`${problem.what} ${problem.remedy}`}
        </p>
      )}
      {isLive && (
        <div className="grid max-w-lg gap-5 sm:grid-cols-2">
          <View
            title={text('setup.picture.usual')}
            picture={reference?.picture ?? null}
            none={text('setup.picture.noUsual')}
            note={
              reference &&
              text(`setup.picture.${reference.by === 'person' ? 'takenByPerson' : 'takenByStation'}`, {
                at: formats.dateTime(reference.takenAt),
              })
            }
          />
          <View
            title={text('setup.picture.present')}
            picture={present}
            none={text('setup.picture.noPresent')}
            note={null}
          />
        </div>
      )}
      <EffectNote>{text('setup.picture.takeEffect')}</EffectNote>
      {take.error && <ErrorNotice error={take.error} />}
      <div className="flex flex-wrap gap-3">
        <Button
          variant="primary"
          icon={Camera}
          busy={take.busy}
          disabled={!mayTake || present === null}
          onClick={() => void run()}
        >
          {text('setup.picture.take')}
        </Button>
        <Button icon={RefreshCw} disabled={!isLive} onClick={() => void views.refetch()}>
          {text('setup.picture.lookAgain')}
        </Button>
      </div>
    </Section>
  );
}
