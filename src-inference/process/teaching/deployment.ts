// Puts a network of the project in force on the station, and goes back to what was there before.
import {
  type FailedDeployment,
  type Requester,
  StationError,
  type StationSettings,
} from '../../contract/index.ts';
import type { BeforeNetwork, ProjectFolder } from '../../teaching/index.ts';
import type { WantedModel, Workplace } from '../../workplace/index.ts';
import type { CurrentProject } from './current-project.ts';

export class Deployment {
  private readonly current: CurrentProject;
  private failed: (FailedDeployment & { readonly directory: string }) | null = null;

  constructor(current: CurrentProject) {
    this.current = current;
  }

  /** The last one that waited for the end of a part and then could not be used; null: none since somebody has asked again. */
  failureOf({ directory }: ProjectFolder): FailedDeployment | null {
    if (this.failed?.directory !== directory) return null;
    const { network, error } = this.failed;
    return { network, error };
  }

  /**
   * The station uses the network between two parts, with the recipe of the project.
   *
   * @throws StationError `network_not_found`, and those of a model that cannot be used.
   */
  deploy(workplace: Workplace, network: string, from: Requester): Promise<void> {
    return this.current.change('networks', async (project) => {
      this.failed = null;
      const model = await project.networks.find(network);
      if (workplace.snapshot.settings.model === model) return workplace.modelChange.giveUp();
      const recipe = await this.bringRecipe(project, workplace, from);
      await workplace.modelChange.use({
        model,
        ...recipe,
        from,
        ...this.following(project, network, (settings) =>
          project.networks.putInForce(network, beforeOf(project, settings)),
        ),
      });
    });
  }

  /** @throws StationError `not_possible` when there is nothing before, and those of a model that cannot be used. */
  rollBack(workplace: Workplace, from: Requester): Promise<void> {
    return this.current.change('networks', async (project) => {
      this.failed = null;
      if (workplace.modelChange.pending !== null) return workplace.modelChange.giveUp();
      const before = await project.networks.lastBefore();
      if (before === null) {
        throw new StationError('not_possible', 'There is no network to go back to.', {
          hint: 'The project has put none in force yet.',
        });
      }
      const model = before.network === null ? before.model : await project.networks.find(before.network);
      await workplace.modelChange.use({
        model: model ?? '',
        recipe: before.recipe,
        needsRecipe: false,
        from,
        ...this.following(project, before.network, () => project.networks.goBack()),
      });
    });
  }

  /** What the project keeps of a change of the model, and what screens are told. */
  private following(
    { directory, networks }: ProjectFolder,
    network: string | null,
    keep: (settings: StationSettings) => Promise<void>,
  ): Pick<WantedModel, 'onTaken' | 'onFailed'> {
    return {
      onTaken: async (settings) => {
        const before = await networks.current();
        await keep(settings);
        this.current.changed('networks');
        return () => networks.restore(before);
      },
      onFailed: (error) => {
        this.failed = { directory, network, error: error.toJSON() };
        this.current.changed('networks');
      },
    };
  }

  /** The recipe of the project joins the collection of the station. Without one, that of the station stays if it fits. */
  private async bringRecipe(
    project: ProjectFolder,
    workplace: Workplace,
    from: Requester,
  ): Promise<Pick<WantedModel, 'recipe' | 'needsRecipe'>> {
    const recipe = await project.readRecipe();
    if (recipe === null) return { recipe: workplace.snapshot.settings.recipe, needsRecipe: false };
    const text = (await project.readRecipeText())!;
    const { name } = recipe;
    const isThere = (await workplace.recipes.list()).some((one) => one.name === name);
    const stored = isThere ? await workplace.recipes.read({ name, savedAt: null }) : null;
    const chosen = { recipe: name, needsRecipe: true };
    if (stored?.text === text) return chosen;
    const basedOn = stored?.versions[0]?.savedAt ?? null;
    await workplace.recipes.addVersion({ name, text, note: (await project.read()).name, basedOn }, from);
    return chosen;
  }
}

function beforeOf(project: ProjectFolder, { model, recipe }: StationSettings): BeforeNetwork {
  const network = project.networks.idOf(model);
  return network === null ? { network: null, model, recipe } : own(network, recipe);
}

function own(network: string, recipe: string | null): BeforeNetwork {
  return { network, model: null, recipe };
}
