// What the desktop says itself, outside of the screens: menu and dialogs.

const english = {
  station: 'Station',
  importRecipe: 'Import recipe…',
  enterKiosk: 'Whole screen (kiosk)',
  leaveKiosk: 'Leave whole screen…',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  reload: 'Load the screen again',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  zoomReset: 'Usual size',
  developerTools: 'Developer tools',
  videos: 'Videos',
  recipes: 'Recipes',
  allFiles: 'All files',
  chooseVideo: 'Choose a video',
  chooseRecipe: 'Choose a recipe',
  chooseFolder: 'Choose a folder',
  cancel: 'Cancel',
  confirmLeave: 'Leave the whole screen?',
  confirmLeaveDetail: 'The station goes on. Other programs can then be reached from this display.',
  leave: 'Leave',
  confirmImport: 'Take "{name}" into the recipes of this station?',
  confirmImportDetail: 'It is checked first. What the station uses now does not change.',
  import: 'Import',
  confirmReplace: 'There is a recipe "{name}" already. Save this one as its new version?',
  confirmReplaceDetail: 'The version before is kept. A recipe that is in use changes from the next part on.',
  replace: 'Save as new version',
  imported: 'The recipe "{name}" is there.',
  notImported: 'The recipe "{name}" was not imported.',
  tooLarge: 'The file is too large for a recipe.',
};

export type Texts = Readonly<typeof english>;

const spanish: Texts = {
  station: 'Estación',
  importRecipe: 'Importar receta…',
  enterKiosk: 'Pantalla completa (quiosco)',
  leaveKiosk: 'Salir de pantalla completa…',
  quit: 'Salir',
  edit: 'Editar',
  undo: 'Deshacer',
  redo: 'Rehacer',
  cut: 'Cortar',
  copy: 'Copiar',
  paste: 'Pegar',
  selectAll: 'Seleccionar todo',
  view: 'Ver',
  reload: 'Cargar la pantalla de nuevo',
  zoomIn: 'Más grande',
  zoomOut: 'Más pequeño',
  zoomReset: 'Tamaño normal',
  developerTools: 'Herramientas de desarrollo',
  videos: 'Vídeos',
  recipes: 'Recetas',
  allFiles: 'Todos los archivos',
  chooseVideo: 'Elegir un vídeo',
  chooseRecipe: 'Elegir una receta',
  chooseFolder: 'Elegir una carpeta',
  cancel: 'Cancelar',
  confirmLeave: '¿Salir de pantalla completa?',
  confirmLeaveDetail: 'La estación sigue funcionando. Desde esta pantalla se podrá llegar a otros programas.',
  leave: 'Salir',
  confirmImport: '¿Añadir «{name}» a las recetas de esta estación?',
  confirmImportDetail: 'Primero se comprueba. Lo que la estación usa ahora no cambia.',
  import: 'Importar',
  confirmReplace: 'Ya hay una receta «{name}». ¿Guardar esta como su nueva versión?',
  confirmReplaceDetail:
    'La versión anterior se conserva. Una receta en uso cambia a partir de la próxima pieza.',
  replace: 'Guardar como nueva versión',
  imported: 'La receta «{name}» está lista.',
  notImported: 'La receta «{name}» no se importó.',
  tooLarge: 'El archivo es demasiado grande para una receta.',
};

/** @param locale Such as `es-MX`. */
export function textsFor(locale: string): Texts {
  return /^es\b/i.test(locale) ? spanish : english;
}

export function fill(text: string, name: string): string {
  return text.replace('{name}', () => name);
}
