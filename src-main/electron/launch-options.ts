// What the desktop program was started with: by a person, a unit file, or a double click on a recipe.
import { resolve } from 'node:path';

export interface LaunchOptions {
  /** `--kiosk`, `--windowed`; null: as the settings say. */
  readonly kiosk: boolean | null;
  /** `--directory DIR`: where the station keeps what it remembers; null: the usual place. */
  readonly directory: string | null;
  /** Absolute paths of recipes to import. */
  readonly recipes: readonly string[];
}

/** @param arguments_ Without the program. Switches of Chromium and Electron are among them, and are not looked at. */
export function readLaunchOptions(arguments_: readonly string[], workingDirectory: string): LaunchOptions {
  let kiosk: boolean | null = null;
  let directory: string | null = null;
  const recipes: string[] = [];
  for (const [index, argument] of arguments_.entries()) {
    if (argument === '--kiosk') kiosk = true;
    else if (argument === '--windowed') kiosk = false;
    else if (argument.startsWith('--directory=')) {
      directory = resolve(workingDirectory, argument.slice('--directory='.length));
    } else if (argument === '--directory') {
      const value = arguments_[index + 1];
      if (value !== undefined) directory = resolve(workingDirectory, value);
    } else if (!argument.startsWith('-') && /\.ya?ml$/i.test(argument)) {
      recipes.push(resolve(workingDirectory, argument));
    }
  }
  return { kiosk, directory, recipes };
}
