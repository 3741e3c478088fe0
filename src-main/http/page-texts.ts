// The texts of the pages that a site itself makes.

const en = {
  login: 'Log in',
  password: 'Password',
  enter: 'Log in',
  wrongPassword: 'The password is wrong.',
  wrongPasswordHint: 'Capital letters count. Whoever set this up knows the password.',
  lockedTitle: 'Too many attempts',
  locked: 'Wait {time}.',
  lockedHint: 'Then this page goes on by itself.',
  tryAgain: 'Try again',
  seconds: '{count} s',
  minutes: '{count} min',
  tokenTitle: 'You are not logged in',
  token: 'Open the address that the program printed when it started. It ends in ?token= and a long code.',
  screensTitle: 'The screens are not built',
  screens:
    'Stepwatch runs, but its screens are missing. Run scripts/setup.sh in the folder of Stepwatch, then reload this page.',
  notFoundTitle: 'Page not found',
  notFound: 'Open the same address without anything after the slash.',
} as const;

export type PageTexts = Readonly<Record<keyof typeof en, string>>;

const es: PageTexts = {
  login: 'Iniciar sesión',
  password: 'Contraseña',
  enter: 'Entrar',
  wrongPassword: 'La contraseña no es correcta.',
  wrongPasswordHint: 'Las mayúsculas cuentan. Quien configuró esto sabe la contraseña.',
  lockedTitle: 'Demasiados intentos',
  locked: 'Espere {time}.',
  lockedHint: 'Después, esta página sigue sola.',
  tryAgain: 'Volver a intentarlo',
  seconds: '{count} s',
  minutes: '{count} min',
  tokenTitle: 'No ha iniciado sesión',
  token: 'Abra la dirección que el programa mostró al iniciarse. Termina en ?token= y un código largo.',
  screensTitle: 'Las pantallas no están compiladas',
  screens:
    'Stepwatch funciona, pero faltan sus pantallas. Ejecute scripts/setup.sh en la carpeta de Stepwatch y vuelva a cargar esta página.',
  notFoundTitle: 'Página no encontrada',
  notFound: 'Abra la misma dirección sin nada después de la barra.',
};

export const pageTexts = { en, es } as const;
export type Language = keyof typeof pageTexts;
