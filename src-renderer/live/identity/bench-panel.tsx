import { Keyboard, LogIn, LogOut, ScanBarcode, Undo2, UserRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useCommand, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { identityText } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames, IconButton, useShortcut } from '../../ui/index.ts';
import { CodeDialog } from './code-dialog.tsx';
import { LoginDialog } from './login-dialog.tsx';

/** Who works at the bench, and which part begins next. */
export function BenchPanel() {
  const text = useText();
  return (
    <section
      aria-label={text('identity.operator')}
      className="grid shrink-0 grid-cols-[1fr_1.2fr] rounded-xl border border-line bg-panel max-xl:portrait:grid-cols-1"
    >
      <Operator />
      <NextPart />
    </section>
  );
}

function Operator() {
  const text = useText();
  const operator = useSnapshot((snapshot) => snapshot.operator);
  const logOut = useCommand('logOutOperator');
  const may = useIsAllowed('logInOperator');
  const [asking, setAsking] = useState(false);
  useShortcut('o', text('identity.logInOperator'), () => setAsking(true), may && operator === null);
  return (
    <Cell icon={UserRound} label={text('identity.operator')} value={operator} empty={text('identity.nobody')}>
      {operator === null ? (
        <IconButton
          icon={LogIn}
          name={text('identity.logInOperator')}
          disabled={!may}
          onClick={() => setAsking(true)}
        />
      ) : (
        <IconButton
          icon={LogOut}
          name={text('identity.logOut')}
          disabled={!may || logOut.busy}
          onClick={() => void logOut.send(null)}
        />
      )}
      {asking && <LoginDialog onClose={() => setAsking(false)} />}
    </Cell>
  );
}

function NextPart() {
  const text = useText();
  const nextPart = useSnapshot((snapshot) => snapshot.nextPart);
  const part = useSnapshot((snapshot) => snapshot.part);
  const take = useCommand('identifyNextPart');
  const may = useIsAllowed('scanCode');
  const [typing, setTyping] = useState(false);
  useShortcut('i', text('identity.type'), () => setTyping(true), may);
  const shown = nextPart ?? part?.identity ?? null;
  const isPresent = nextPart === null && shown !== null;
  return (
    <Cell
      icon={ScanBarcode}
      label={text(isPresent ? 'identity.present' : 'identity.next')}
      value={shown && identityText(shown)}
      empty={text('identity.scanOrType')}
      className="border-line border-l max-xl:portrait:border-t max-xl:portrait:border-l-0"
    >
      {nextPart !== null && (
        <IconButton
          icon={Undo2}
          name={text('identity.takeBack')}
          disabled={!may || take.busy}
          onClick={() => void take.send({ identity: null, by: 'screen', rework: false })}
        />
      )}
      <IconButton
        icon={Keyboard}
        name={text('identity.type')}
        disabled={!may}
        onClick={() => setTyping(true)}
      />
      {typing && <CodeDialog onClose={() => setTyping(false)} />}
    </Cell>
  );
}

function Cell({
  icon: Icon,
  label,
  value,
  empty,
  className,
  children,
}: {
  readonly icon: typeof UserRound;
  readonly label: string;
  readonly value: string | null;
  readonly empty: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={classNames(
        'flex min-w-0 items-center gap-1 py-1 pr-1 pl-3 min-[1800px]:gap-2.5 min-[1800px]:pl-4',
        className,
      )}
    >
      <Icon aria-hidden className="hidden size-5 shrink-0 text-muted min-[1800px]:block" />
      <p className="min-w-0 flex-1 leading-tight">
        <span className="block truncate text-muted text-xs">{label}</span>
        <span
          className={classNames(
            'block truncate font-semibold max-[1799px]:text-sm',
            value === null && 'text-faint',
          )}
          title={value ?? empty}
        >
          {value ?? empty}
        </span>
      </p>
      {children}
    </div>
  );
}
