import { Languages } from 'lucide-react';
import { useChangePreferences, usePreferences } from '../hooks/index.ts';
import { languages } from '../station/index.ts';
import { useText } from '../text/index.tsx';
import { Choice } from './choice.tsx';
import { StepFrame, useNext } from './frame.tsx';
import type { Place } from './steps.ts';

/** Each language is written in itself: whoever reads no other finds it. */
export function LanguageStep({ place }: { readonly place: Place }) {
  const text = useText();
  const { language } = usePreferences();
  const change = useChangePreferences();
  const next = useNext(place);
  return (
    <StepFrame
      place={place}
      title={text('firstStart.language.title')}
      hint={text('firstStart.language.hint')}
      next={next}
    >
      <ul className="grid gap-4 sm:grid-cols-2">
        {languages.map((one) => (
          <li key={one}>
            <Choice
              icon={Languages}
              language={one}
              title={text(`setup.screen.languages.${one}`)}
              hint={text(`firstStart.language.own.${one}`)}
              chosen={one === language}
              onChoose={() => change({ language: one })}
            />
          </li>
        ))}
      </ul>
    </StepFrame>
  );
}
