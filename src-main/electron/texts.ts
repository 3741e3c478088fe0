// Texts of the menu and the dialogs, in English and Spanish. The screens have their own texts.

const english = {
  station: 'Station',
  importRecipe: 'Import recipe…',
  enterKiosk: 'Enter kiosk mode (full screen)',
  leaveKiosk: 'Leave kiosk mode…',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  reload: 'Reload the screen',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Actual size',
  developerTools: 'Developer tools',
  videos: 'Videos',
  recipes: 'Recipes',
  allFiles: 'All files',
  chooseVideo: 'Choose a video',
  chooseRecipe: 'Choose a recipe',
  chooseFolder: 'Choose a folder',
  cancel: 'Cancel',
  confirmLeave: 'Leave kiosk mode?',
  confirmLeaveDetail: 'The station keeps running. Other programs can then be used on this display.',
  leave: 'Leave',
  confirmImport: 'Import the recipe "{name}" into this station?',
  confirmImportDetail: 'The recipe is checked first. The station goes on with the recipe that it uses now.',
  import: 'Import',
  confirmReplace: 'The station already has a recipe "{name}". Save the file as its new version?',
  confirmReplaceDetail:
    'The station keeps the old version. If this recipe is in use, the new version is used from the next part on.',
  replace: 'Save as new version',
  imported: 'The recipe "{name}" was imported.',
  notImported: 'The recipe "{name}" was not imported.',
  tooLarge: 'The file is too large for a recipe.',
};

export type Texts = Readonly<typeof english>;

const spanish: Texts = {
  station: 'Estación',
  importRecipe: 'Importar receta…',
  enterKiosk: 'Entrar en modo quiosco (pantalla completa)',
  leaveKiosk: 'Salir del modo quiosco…',
  quit: 'Salir',
  edit: 'Editar',
  undo: 'Deshacer',
  redo: 'Rehacer',
  cut: 'Cortar',
  copy: 'Copiar',
  paste: 'Pegar',
  selectAll: 'Seleccionar todo',
  view: 'Ver',
  reload: 'Volver a cargar la pantalla',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  zoomReset: 'Tamaño real',
  developerTools: 'Herramientas de desarrollo',
  videos: 'Vídeos',
  recipes: 'Recetas',
  allFiles: 'Todos los archivos',
  chooseVideo: 'Elegir un vídeo',
  chooseRecipe: 'Elegir una receta',
  chooseFolder: 'Elegir una carpeta',
  cancel: 'Cancelar',
  confirmLeave: '¿Salir del modo quiosco?',
  confirmLeaveDetail:
    'La estación sigue funcionando. Después se podrán usar otros programas en esta pantalla.',
  leave: 'Salir',
  confirmImport: '¿Importar la receta «{name}» en esta estación?',
  confirmImportDetail: 'Primero se comprueba la receta. La estación sigue con la receta que usa ahora.',
  import: 'Importar',
  confirmReplace: 'La estación ya tiene una receta «{name}». ¿Guardar el archivo como su nueva versión?',
  confirmReplaceDetail:
    'La estación conserva la versión anterior. Si la receta está en uso, la nueva versión vale desde la próxima pieza.',
  replace: 'Guardar como nueva versión',
  imported: 'La receta «{name}» se importó.',
  notImported: 'La receta «{name}» no se importó.',
  tooLarge: 'El archivo es demasiado grande para una receta.',
};

/** @param locale For example `es-MX`. */
export function textsFor(locale: string): Texts {
  return /^es\b/i.test(locale) ? spanish : english;
}

/** Puts the name into the place of `{name}`. */
export function fill(text: string, name: string): string {
  return text.replace('{name}', () => name);
}
