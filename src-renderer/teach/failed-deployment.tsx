import type { TeachProject } from '../../src-inference/contract/index.ts';
import { useText } from '../text/index.tsx';
import { ErrorNotice } from '../ui/index.ts';

/** A change that had waited came to nothing while nobody looked. */
export function FailedDeployment({ project: { failedDeployment } }: { readonly project: TeachProject }) {
  const text = useText();
  if (failedDeployment === null) return null;
  const { network, error } = failedDeployment;
  return (
    <ErrorNotice error={error}>
      <p className="font-medium">
        {network === null
          ? text('teach.networks.failedBack')
          : text('teach.networks.failedChange', { id: network })}
      </p>
    </ErrorNotice>
  );
}
