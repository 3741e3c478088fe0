// Says that what is shown may be old, why, and how old it is.
import { CloudOff, DatabaseZap, LogIn } from 'lucide-react';
import { useFormats, useText } from '../text/index.tsx';
import { Button } from '../ui/index.ts';
import { usePlant, usePlantTime } from './data/plant-context.tsx';

export function Banner() {
  const text = useText();
  const formats = useFormats();
  const connection = usePlant((state) => state.connection);
  const database = usePlant((state) => state.database);
  const read = usePlant((state) => state.read);
  const now = usePlantTime();
  const age =
    read === null || now === null
      ? ''
      : text('plant.banner.age', {
          time: formats.clock(new Date(read.databaseTime).toISOString()),
          age: formats.duration(Math.round((now - read.databaseTime) / 1000)).replace(/[.,]\d$/, ''),
        });
  if (connection === 'refused') {
    return (
      <Strip icon={LogIn} sentence={text('plant.banner.refused')} more={age}>
        <Button variant="onSolid" onClick={() => window.location.assign('/login')}>
          {text('states.logIn')}
        </Button>
      </Strip>
    );
  }
  if (connection === 'lost') return <Strip icon={CloudOff} sentence={text('plant.banner.lost')} more={age} />;
  if (database.state !== 'failed' || read === null) return null;
  return (
    <Strip
      icon={DatabaseZap}
      sentence={text('plant.banner.database', { problem: text(`errors.${database.error.code}.title`) })}
      more={age}
      detail={[database.error.message, database.error.hint].filter(Boolean).join(' ')}
    />
  );
}

function Strip({
  icon: Icon,
  sentence,
  more,
  detail,
  children,
}: {
  readonly icon: typeof CloudOff;
  readonly sentence: string;
  readonly more: string;
  readonly detail?: string;
  readonly children?: React.ReactNode;
}) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 bg-solid-warn px-4 py-2 text-on-warn">
      <Icon aria-hidden className="size-6 shrink-0" />
      <p role="status" className="min-w-0 flex-1 font-semibold text-lg">
        {sentence}
        {detail !== undefined && <span className="block font-normal text-sm">{detail}</span>}
      </p>
      {/* Changes every second: it is not read out each time. */}
      <p className="figures font-semibold text-lg">{more}</p>
      {children}
    </div>
  );
}
