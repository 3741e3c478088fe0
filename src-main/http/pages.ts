// The pages that a site itself makes: the login form, and messages when it has no file to send. They run no script.
import type { IncomingMessage } from 'node:http';
import { type Language, type PageTexts, pageTexts } from './page-texts.ts';

/** What a site calls itself on these pages. */
export interface SiteFace {
  readonly product: string;
  /** What people call this one; null: nobody has named it, or it is not known yet. */
  readonly name: string | null;
}

type Message = 'token' | 'screens' | 'notFound';

/** The first language of the header `Accept-Language`, when Stepwatch has it; else English. */
export function languageOf({ headers }: Pick<IncomingMessage, 'headers'>): Language {
  return /^\s*es\b/i.test(headers['accept-language'] ?? '') ? 'es' : 'en';
}

/** @param isWrong Whether the password of the last attempt was wrong. */
export function loginPage(language: Language, face: SiteFace, isWrong: boolean): string {
  const say = pageTexts[language];
  const alert = isWrong
    ? `<div role="alert" id="problem"><strong>${say.wrongPassword}</strong><span>${say.wrongPasswordHint}</span></div>\n`
    : '';
  const invalid = isWrong ? ' aria-invalid="true" aria-describedby="problem"' : '';
  return page(
    language,
    face,
    say.login,
    `<form method="post" action="/login">${alert}
<label for="password">${say.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus${invalid}>
<button>${say.enter}</button></form>`,
  );
}

/** Instead of the form, while an address has to wait. */
export function lockedPage(language: Language, face: SiteFace, waitSeconds: number): string {
  const say = pageTexts[language];
  const wait = say.locked.replace('{time}', waitText(say, waitSeconds));
  return page(
    language,
    face,
    say.lockedTitle,
    `<div role="alert"><strong>${wait}</strong><span>${say.lockedHint}</span></div>
<a href="/login">${say.tryAgain}</a>`,
  );
}

export function messagePage(language: Language, face: SiteFace, what: Message): string {
  const say: PageTexts = pageTexts[language];
  return page(language, face, say[`${what}Title`], `<p>${say[what]}</p>`);
}

function waitText(say: PageTexts, seconds: number): string {
  if (seconds < 120) return say.seconds.replace('{count}', String(seconds));
  return say.minutes.replace('{count}', String(Math.ceil(seconds / 60)));
}

/** resources/icons/stepwatch.svg, without its background. */
const mark = `<svg viewBox="64 64 384 384" aria-hidden="true"><g fill="none" stroke-width="44" stroke-linecap="round">
<path class="done" d="M286.7 109.2 A150 150 0 0 1 402.8 225.3"/><path class="done" d="M402.8 286.7 A150 150 0 0 1 286.7 402.8"/>
<path class="done" d="M225.3 402.8 A150 150 0 0 1 109.2 286.7"/><path class="open" d="M109.2 225.3 A150 150 0 0 1 225.3 109.2"/></g>
<path class="tick" d="M190 262 L238 310 L326 212" fill="none" stroke-width="52" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

function page(language: Language, { product, name }: SiteFace, title: string, body: string): string {
  const known = name === null ? null : escapeHtml(name);
  const place = known === null ? product : `${known} · ${product}`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title} · ${place}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="dark light">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/login.css"></head>
<body><header>${mark}<p>${product}</p></header>
<main>${known === null ? '' : `<p class="name">${known}</p>`}<h1>${title}</h1>
${body}</main></body></html>
`;
}

/** A person has typed the name of the station. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
