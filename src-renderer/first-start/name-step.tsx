import { useCommand, useIsAllowed, useKeptForm, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { ErrorNotice, TextField } from '../ui/index.ts';
import { StepFrame, useNext } from './frame.tsx';
import type { Place } from './steps.ts';

const longestName = 60;

interface Typed {
  readonly name: string;
  /** False: nothing has been typed since the station took the last name. */
  readonly isTyped: boolean;
}

export function NameStep({ place }: { readonly place: Place }) {
  const text = useText();
  const known = useSnapshot((snapshot) => snapshot.settings.name) ?? '';
  const [{ name, isTyped }, keep] = useKeptForm<Typed>('station-name', {
    name: '',
    isTyped: false,
  });
  const change = useCommand('changeSettings');
  const mayChange = useIsAllowed('changeSettings');
  const next = useNext(place);
  const value = isTyped ? name : known;
  const goOn = async (): Promise<void> => {
    const typed = value.trim();
    if (typed !== known && (await change.send({ name: typed || null })) === undefined) return;
    keep({ name: '', isTyped: false });
    next.run();
  };
  return (
    <StepFrame
      place={place}
      title={text('firstStart.name.title')}
      hint={text('firstStart.name.hint')}
      next={{ ...next, busy: change.busy, disabled: value.trim() !== known && !mayChange, run: goOn }}
    >
      {change.error && <ErrorNotice error={change.error} />}
      <TextField
        label={text('firstStart.name.label')}
        hint={text('firstStart.name.empty')}
        placeholder={text('firstStart.name.placeholder')}
        value={value}
        maxLength={longestName}
        className="min-h-16 text-xl"
        onChange={({ target }) => keep({ name: target.value, isTyped: true })}
        onKeyDown={({ key }) => key === 'Enter' && void goOn()}
      />
    </StepFrame>
  );
}
