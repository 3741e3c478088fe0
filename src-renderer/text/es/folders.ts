export const folders = {
  title: 'Carpetas de la estación',
  top: 'Todas las carpetas',
  up: 'Subir',
  take: 'Elegir esta carpeta',
  empty: 'En esta carpeta no hay nada que sirva.',
} as const;
