// The pages that a site itself makes: the login form, and messages when it has no file to send.
import type { IncomingMessage } from 'node:http';

const texts = {
  en: {
    login: 'Log in',
    password: 'Password',
    enter: 'Log in',
    wrongPassword: 'The password is wrong.',
    tooManyAttempts: 'Too many attempts. Wait {seconds} s and try again.',
    tokenTitle: 'You are not logged in',
    token: 'Open the address that the program printed when it started. It ends in ?token= and a long code.',
    screensTitle: 'The screens are not built',
    screens:
      'Stepwatch runs, but its screens are missing. Run scripts/setup.sh in the folder of Stepwatch, then reload this page.',
    notFoundTitle: 'Page not found',
    notFound: 'Open the same address without anything after the slash.',
  },
  es: {
    login: 'Iniciar sesión',
    password: 'Contraseña',
    enter: 'Entrar',
    wrongPassword: 'La contraseña no es correcta.',
    tooManyAttempts: 'Demasiados intentos. Espere {seconds} s y vuelva a intentarlo.',
    tokenTitle: 'No ha iniciado sesión',
    token: 'Abra la dirección que el programa mostró al iniciarse. Termina en ?token= y un código largo.',
    screensTitle: 'Las pantallas no están compiladas',
    screens:
      'Stepwatch funciona, pero faltan sus pantallas. Ejecute scripts/setup.sh en la carpeta de Stepwatch y vuelva a cargar esta página.',
    notFoundTitle: 'Página no encontrada',
    notFound: 'Abra la misma dirección sin nada después de la barra.',
  },
} as const;

type Language = keyof typeof texts;
type TextKey = keyof (typeof texts)['en'];

/** The first language of the header `Accept-Language`, when Stepwatch has it; else English. */
export function languageOf({ headers }: Pick<IncomingMessage, 'headers'>): Language {
  return /^\s*es\b/i.test(headers['accept-language'] ?? '') ? 'es' : 'en';
}

/** @param problem Why the last attempt failed; null when there was none. */
export function loginPage(
  language: Language,
  problem: 'wrongPassword' | { readonly waitSeconds: number } | null,
): string {
  const say = texts[language];
  let alert = '';
  if (problem !== null) {
    const text =
      problem === 'wrongPassword'
        ? say.wrongPassword
        : say.tooManyAttempts.replace('{seconds}', String(problem.waitSeconds));
    alert = `<p role="alert">${text}</p>`;
  }
  return page(
    language,
    say.login,
    `<form method="post" action="/login">${alert}
<label for="password">${say.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus>
<button>${say.enter}</button></form>`,
  );
}

export function messagePage(language: Language, what: 'token' | 'screens' | 'notFound'): string {
  const say: Readonly<Record<TextKey, string>> = texts[language];
  return page(language, say[`${what}Title`], `<p>${say[what]}</p>`);
}

function page(language: Language, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title} · Stepwatch</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/login.css"></head>
<body><main><h1>${title}</h1>
${body}</main></body></html>
`;
}

export const pageStyle = `:root { color-scheme: dark light; font: 18px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { width: min(26rem, calc(100vw - 3rem)); }
h1 { font-size: 1.5rem; }
form { display: grid; gap: 0.75rem; }
input, button { font: inherit; min-height: 48px; padding: 0 0.75rem; box-sizing: border-box; width: 100%; }
[role="alert"] { margin: 0; font-weight: 600; }
[role="alert"]::before { content: "⚠ "; }
`;
