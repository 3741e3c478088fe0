// Shows the file dialogs and message boxes of the operating system.
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import { type ShellCommands, StationError } from '../../src-inference/contract/index.ts';
import type { Texts } from './texts.ts';

type PathKind = ShellCommands['choosePath']['input']['what'];

const videoExtensions = ['mp4', 'mkv', 'mov', 'avi', 'webm', 'ts', 'm4v'];
const recipeExtensions = ['yaml', 'yml'];

export class Dialogs {
  private readonly window: BrowserWindow;
  private readonly texts: Texts;

  constructor(window: BrowserWindow, texts: Texts) {
    this.window = window;
    this.texts = texts;
  }

  /**
   * @param input Comes from a screen and is validated here.
   * @returns Null when the person cancelled.
   * @throws StationError `request_invalid`.
   */
  async choosePath(input: ShellCommands['choosePath']['input']): Promise<string | null> {
    const options = this.optionsFor(input?.what);
    if (options === null) {
      throw new StationError('request_invalid', 'This kind of file dialog does not exist.', {
        hint: 'Ask for video, recipe or folder.',
      });
    }
    const { canceled, filePaths } = await dialog.showOpenDialog(this.window, options);
    return canceled ? null : (filePaths[0] ?? null);
  }

  /** Cancel is the default button. */
  async confirm(message: string, detail: string, yes: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(this.window, {
      type: 'question',
      message,
      detail,
      buttons: [this.texts.cancel, yes],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    return response === 1;
  }

  async show(type: 'info' | 'error', message: string, detail: string): Promise<void> {
    await dialog.showMessageBox(this.window, { type, message, detail });
  }

  private optionsFor(what: PathKind): OpenDialogOptions | null {
    const { texts } = this;
    const all = { name: texts.allFiles, extensions: ['*'] };
    switch (what) {
      case 'video':
        return {
          title: texts.chooseVideo,
          properties: ['openFile'],
          filters: [{ name: texts.videos, extensions: videoExtensions }, all],
        };
      case 'recipe':
        return {
          title: texts.chooseRecipe,
          properties: ['openFile'],
          filters: [{ name: texts.recipes, extensions: recipeExtensions }, all],
        };
      case 'folder':
        return { title: texts.chooseFolder, properties: ['openDirectory', 'createDirectory'] };
      default:
        what satisfies never;
        return null;
    }
  }
}
