export const folders = {
  title: 'Carpetas de la estación',
  top: 'Todas las carpetas',
  up: 'Subir',
  take: 'Elegir esta carpeta',
  empty: 'No hay nada adecuado en esta carpeta.',
} as const;
