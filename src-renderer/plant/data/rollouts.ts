// Rollouts: what the page asks for, and what it changes.
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type ArtifactKind,
  type PlantRollouts,
  type PlantVersion,
  type RolloutAction,
  type RolloutPlan,
  StationError,
} from '../../../src-inference/contract/index.ts';

const refreshMilliseconds = 2000;
const queryKey = ['rollouts'];

export function usePlantRollouts(): UseQueryResult<PlantRollouts, StationError> {
  return useQuery<PlantRollouts, StationError>({
    queryKey,
    queryFn: () => ask('/plant/rollouts', null),
    refetchInterval: refreshMilliseconds,
  });
}

export interface PushedFiles {
  readonly kind: ArtifactKind;
  readonly name: string;
  readonly note: string;
  readonly by: string;
  /** Path of each below the folder of the recipe or the model. */
  readonly files: readonly { readonly path: string; readonly file: File }[];
}

export interface PlantChange<Input, Output> {
  readonly busy: boolean;
  readonly error: StationError | null;
  /** Undefined when it failed: `error` says why. */
  readonly run: (input: Input) => Promise<Output | undefined>;
}

export const useRollOut = () =>
  useChange((plan: RolloutPlan) => ask<{ readonly rollout: number }>('/plant/rollouts', plan));

export const useRolloutAction = () =>
  useChange((input: { readonly rollout: number; readonly action: RolloutAction; readonly by: string }) =>
    ask('/plant/rollouts/change', input),
  );

export const useMakeToken = () =>
  useChange((input: { readonly station: string; readonly by: string }) =>
    ask<{ readonly token: string }>('/plant/rollouts/token', input),
  );

export const useRevokeToken = () =>
  useChange((input: { readonly station: string; readonly by: string }) =>
    ask('/plant/rollouts/revoke', input),
  );

export const usePushFiles = () => useChange(push);

async function push({ files, ...version }: PushedFiles): Promise<PlantVersion> {
  const { upload } = await ask<{ readonly upload: string }>('/plant/uploads', {});
  for (const { path, file } of files) {
    await ask(`/plant/uploads/${upload}/${path.split('/').map(encodeURIComponent).join('/')}`, file);
  }
  return ask('/plant/rollouts/version', { upload, ...version });
}

function useChange<Input, Output>(change: (input: Input) => Promise<Output>): PlantChange<Input, Output> {
  const client = useQueryClient();
  const mutation = useMutation<Output, StationError, Input>({
    mutationFn: change,
    networkMode: 'always',
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return {
    busy: mutation.isPending,
    error: mutation.error,
    run: (input) => mutation.mutateAsync(input).catch(() => undefined),
  };
}

/** @param input Null: it only asks. @throws StationError. */
async function ask<Output>(path: string, input: object | File | null): Promise<Output> {
  const response = await fetch(path, {
    cache: 'no-store',
    ...(input !== null && {
      method: 'POST',
      body: input instanceof File ? input : JSON.stringify(input),
    }),
  }).catch((cause) => {
    throw new StationError('link_unreachable', 'The server of the plant does not answer.', { cause });
  });
  const body = await response.json();
  if (!response.ok) throw StationError.from(body.error);
  return body;
}
