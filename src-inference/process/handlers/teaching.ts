import type { TeachProject, teachingCommands } from '../../contract/index.ts';
import { frameTimes, takeIn } from '../../teaching/index.ts';
import type { Workplace } from '../../workplace/index.ts';
import { type EngineContext, jobProgress, type Tell } from '../engine-context.ts';
import { learnFromRecordings } from '../learning.ts';
import type { OpenedStation } from '../opened-station.ts';
import { CurrentProject } from '../teaching/current-project.ts';
import { Deployment } from '../teaching/deployment.ts';
import { makeDraft } from '../teaching/drafting.ts';
import { exportLabels, importLabels } from '../teaching/label-files.ts';
import { PartRecorder } from '../teaching/part-recorder.ts';
import { Samples } from '../teaching/samples.ts';
import { summarise } from '../teaching/summary.ts';
import { takeOver } from '../teaching/take-over.ts';
import { Trainings } from '../teaching/trainings.ts';
import type { HandlersOf } from './handlers-of.ts';

export function teachingHandlers(
  opened: OpenedStation,
  { now }: EngineContext,
  tell: Tell,
  signal: AbortSignal,
): HandlersOf<typeof teachingCommands> {
  const current = new CurrentProject(opened, tell, now);
  const recorder = new PartRecorder(now);
  const deployment = new Deployment(current);
  const samples = new Samples(current, now);
  const trainings = new Trainings(current, tell);
  const onProgress = jobProgress(tell);
  opened.onWorkplace((workplace) => samples.follow(workplace));

  const workers = { recorder, trainings, deployment };
  const summary = async (): Promise<TeachProject> =>
    summarise(await current.get(), await current.workplace(), workers);
  const workplaceOf = async (): Promise<Workplace> => opened.workplace();

  return {
    async teachOpen({ directory }) {
      await current.open(directory);
      return summary();
    },
    async teachProject() {
      const project = await current.getIfThere();
      return project && summarise(project, await current.workplace(), workers);
    },
    async teachNewProject({ directory, name, labels }) {
      await current.create(directory, { name, labels });
      return summary();
    },
    async teachSetLabels({ labels, renamed }) {
      await current.change('project', (project) => project.setLabels(labels, renamed));
      return summary();
    },
    async teachSetRecipe({ text }) {
      await current.change('project', (project) => project.setRecipe(text));
      return summary();
    },
    teachReadRecipe: async () => (await current.get()).readRecipeText(),

    async teachAddVideo({ path, operator }) {
      await current.mustAllow(path);
      const video = { path, operator, origin: 'added', name: null, how: 'copy', draft: null } as const;
      return current.change('recordings', (project) => takeIn(project, video, now()));
    },
    async teachRecordBegin({ operator }) {
      await current.change('project', async (project) =>
        recorder.begin(project, await current.workplace(), operator),
      );
      return null;
    },
    teachRecordEnd: ({ keep }) => current.change('recordings', () => recorder.end(keep)),
    async teachFromHistory({ part, operator }) {
      const workplace = await workplaceOf();
      return current.change('recordings', (project) =>
        takeOver(project, workplace, { part, operator, now: now() }),
      );
    },
    teachChangeRecording: ({ recording, operator }) =>
      current.change('recordings', (project) => project.recordings.setOperator(recording, operator)),
    async teachRemoveRecording({ recording }) {
      await current.change('recordings', (project) => project.recordings.remove(recording));
      return null;
    },

    teachReadLabels: async ({ recording }) => (await current.get()).recordings.readLabels(recording),
    teachFrameTimes: async ({ recording }) =>
      frameTimes(await current.get(), recording, (done) => onProgress('times of frames', done)),
    teachSaveLabels: ({ recording, actions, basedOn, confirm }) =>
      current.change('labels', ({ recordings }) => {
        if (confirm) return recordings.confirm(recording, actions, basedOn);
        const kept = actions.map((action) => ({ confidence: 1, ...action }));
        const draft = { maker: 'person', madeAt: now().toISOString(), actions: kept } as const;
        return recordings.saveDraft(recording, draft, basedOn);
      }),
    teachLearnRecipe: async (input) =>
      learnFromRecordings(await current.get(), await current.workplace(), input),
    teachDiscardDraft: ({ recording }) =>
      current.change('labels', (project) => project.recordings.discardDraft(recording)),
    teachImportLabels: (input) => current.change('labels', (project) => importLabels(project, input, now())),
    teachExportLabels: async (input) => exportLabels(await current.get(), input, now()),
    async teachDraft({ recording }) {
      const project = await current.get();
      const stationModel = (await current.workplace())?.snapshot.settings.model ?? null;
      const draft = await makeDraft(recording, { project, stationModel, now, onProgress, signal });
      await current.change('labels', () => project.recordings.saveDraft(recording, draft, null));
      return draft;
    },

    teachTrain: (input) => trainings.start(input),
    async teachCancelTraining() {
      await trainings.cancel();
      return null;
    },
    teachResumeTraining: () => trainings.resume(),

    async teachDeploy({ network }, from) {
      await deployment.deploy(await workplaceOf(), network, from);
      return summary();
    },
    async teachRollback(_, from) {
      await deployment.rollBack(await workplaceOf(), from);
      return summary();
    },
    async teachRemoveNetwork({ network }) {
      await current.change('networks', (project) => project.networks.remove(network));
      return null;
    },

    teachQueue: async () => samples.list(await current.get()),
    async teachJudgePart(input) {
      await samples.judge(await workplaceOf(), input);
      return null;
    },
    teachResolveSample: async (input) => samples.resolve(await workplaceOf(), input),
  };
}
