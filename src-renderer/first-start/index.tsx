// The first steps of a new station: a few large pages from the language to the first part. Also open from Setup.
import { useRoute } from '../app/index.ts';
import { KioskStep } from './kiosk-step.tsx';
import { LanguageStep } from './language-step.tsx';
import { NameStep } from './name-step.tsx';
import { ReadyStep } from './ready-step.tsx';
import { RecipeStep } from './recipe-step.tsx';
import { SourceStep } from './source-step.tsx';
import { readPlace, type StepName } from './steps.ts';

const steps = {
  language: LanguageStep,
  source: SourceStep,
  recipe: RecipeStep,
  name: NameStep,
  kiosk: KioskStep,
  ready: ReadyStep,
} as const satisfies Record<StepName, unknown>;

export default function FirstSteps() {
  const { page, path } = useRoute();
  const place = readPlace(page === 'first-steps' ? path : '');
  const Step = steps[place.step];
  return <Step place={place} />;
}
