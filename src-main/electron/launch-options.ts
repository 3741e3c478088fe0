// Parses the command line of the desktop program: of a person, a systemd unit, or a double click on a recipe file.
import { resolve } from 'node:path';

export interface LaunchOptions {
  /** `--kiosk`: true, `--windowed`: false; null: as the settings say. */
  readonly kiosk: boolean | null;
  /** `--directory DIR`: folder of the station; null: the default folder. */
  readonly directory: string | null;
  /** Absolute paths of recipes to import. */
  readonly recipes: readonly string[];
}

/** @param arguments_ Without the program itself. Options of Chromium and Electron may be among them and are ignored. */
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
