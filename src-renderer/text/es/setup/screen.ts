export const screen = {
  title: 'Esta pantalla',
  hint: 'Cómo se ve esta pantalla. Cada pantalla de la estación tiene sus propios ajustes.',
  effect: 'Se aplica en el momento y solo aquí. No afecta a la comprobación.',
  languages: { en: 'English', es: 'Español' },
  theme: 'Aspecto',
  themes: { dark: 'Oscuro', light: 'Claro' },
  overlayHints: {
    screen: 'Los dibuja esta pantalla: nítidos y en su idioma.',
    burnedIn: 'Los dibuja la estación dentro del vídeo, como en las grabaciones.',
    off: 'El vídeo tal como lo ve la cámara.',
  },
  compact: 'Juntar las rondas',
  compactHint: 'En la lista de pasos, las rondas hechas o por hacer ocupan una línea.',
  sounds: 'Sonidos de esta pantalla',
  soundsHint:
    'Dos tonos que suben para un aviso, tres que bajan para un fallo. Cada pantalla tiene su volumen, además del de la máquina.',
  soundsOn: 'Con sonido',
  soundsOnHint: 'Sin sonido, un aviso o un fallo solo se ve.',
  volume: 'Volumen',
  test: { warn: 'Oír el aviso', fail: 'Oír el fallo' },
  kiosk: 'Modo quiosco',
  kioskHint: 'El programa de escritorio ocupa toda la pantalla y nadie lo cierra sin querer.',
  kioskOn: 'Modo quiosco activado',
  kioskEffect:
    'Se aplica en el momento. No se deja de comprobar. Con Ctrl + Mayús + K se sale, después de una pregunta.',
  kioskElsewhere: {
    service:
      'Esta página está abierta en un navegador, y una página no puede impedir que lo cierren. Esta orden, en la máquina de la estación, muestra la estación a pantalla completa, ahora y cada vez que arranque. Con «disable» en lugar de «enable» se quita.',
    browser:
      'Esta página está abierta en un navegador, y una página no puede impedir que lo cierren. Con F11 ocupa toda la pantalla hasta que alguien la pulse otra vez. Para una pantalla fija en el puesto, use el programa de escritorio o el paquete instalado.',
  },
} as const;
