// Spanish.
import type { en, Translated } from '../en/index.ts';
import { acknowledge } from './acknowledge.ts';
import { app } from './app.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { figures } from './figures.ts';
import { firstStart } from './first-start.ts';
import { folders } from './folders.ts';
import { history } from './history.ts';
import { identity } from './identity.ts';
import { live } from './live.ts';
import { plant } from './plant.ts';
import { recipes } from './recipes.ts';
import { setup } from './setup/index.ts';
import { sources } from './sources.ts';
import { states } from './states.ts';
import { teach } from './teach/index.ts';

export const es: Translated<typeof en> = {
  acknowledge,
  app,
  common,
  errors,
  figures,
  firstStart,
  folders,
  history,
  identity,
  live,
  plant,
  recipes,
  setup,
  sources,
  states,
  teach,
};
