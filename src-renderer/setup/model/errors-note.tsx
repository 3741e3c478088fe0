import type { ErrorModel, ModelInfo } from '../../../src-inference/contract/index.ts';
import { useSnapshot } from '../../hooks/index.ts';
import { type Formats, type Text, useFormats, useText } from '../../text/index.tsx';

/** How the loaded network errs, and where that is known from: its card, or parts that passed. */
export function ErrorsNote({ info: { files, choice } }: { readonly info: ModelInfo }) {
  const text = useText();
  const formats = useFormats();
  const estimate = useSnapshot((snapshot) => snapshot.errorEstimate);
  const running = files.find(
    ({ precision, target }) => precision === choice.precision && target === choice.target,
  );
  const exported = files.find(({ precision }) => precision === 'fp32');
  const measured = running?.quality?.errors ?? exported?.quality?.errors ?? null;
  return (
    <p className="text-muted text-sm">
      {measured !== null && errorsText(measured, text, formats)}
      {measured === null && estimate === null && text('setup.model.errorsUnknown')}
      {measured === null &&
        estimate !== null &&
        `${text('setup.model.errorsEstimated', { count: estimate.parts })} ${errorsText(estimate.errors, text, formats)}`}
    </p>
  );
}

function errorsText({ temperature, errorSeconds }: ErrorModel, text: Text, formats: Formats): string {
  return text('setup.model.errors', {
    temperature: formats.number(temperature, 2),
    seconds: formats.number(errorSeconds, 1),
  });
}
