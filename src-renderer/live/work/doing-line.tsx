import { CirclePause, Dot, Hand, type LucideIcon } from 'lucide-react';
import { useSnapshot } from '../../hooks/index.ts';
import { interruptionMessage, type Titles, useTitles } from '../../messages/index.ts';
import { type Text, useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { type Doing, doingNow } from './doing.ts';

/** What is being done now, as the station sees it. It has no colour: what is wrong is told once it is judged. */
export function DoingLine() {
  const text = useText();
  const titles = useTitles();
  const part = useSnapshot((snapshot) => snapshot.part);
  const action = useSnapshot((snapshot) => snapshot.action);
  const model = useSnapshot((snapshot) => snapshot.model);
  const doing = doingNow({ part, action, model });
  const Icon = icons[doing.kind];
  const sure = doing.kind === 'action' || doing.kind === 'interrupted';
  return (
    <p
      data-doing={doing.kind}
      className={classNames('flex min-w-0 items-center gap-2 text-lg', sure ? 'text-text' : 'text-muted')}
    >
      <Icon aria-hidden className="size-5 shrink-0 text-muted" strokeWidth={2.5} />
      <span className="text-muted">{text('live.work.now')}</span>
      <span className="truncate font-semibold">{doingMessage(doing, titles, text)}</span>
    </p>
  );
}

const icons: Record<Doing['kind'], LucideIcon> = {
  interrupted: CirclePause,
  action: Hand,
  perhaps: Hand,
  nothing: Dot,
};

export function doingMessage(doing: Doing, titles: Titles, text: Text): string {
  switch (doing.kind) {
    case 'interrupted':
      return interruptionMessage(doing.label, titles, text);
    case 'action':
      return titles.ofLabel(doing.label);
    case 'perhaps':
      return text('live.work.perhaps', { title: titles.ofLabel(doing.label) });
    case 'nothing':
      return text('live.work.nothing');
    default:
      return doing satisfies never;
  }
}
