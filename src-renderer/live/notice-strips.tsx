import {
  Camera,
  HardDrive,
  History,
  ImageOff,
  ListOrdered,
  type LucideIcon,
  MonitorUp,
  ServerOff,
  SlidersHorizontal,
  Unplug,
  VolumeX,
} from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { openPage } from '../app/index.ts';
import { useSnapshot } from '../hooks/index.ts';
import { pictureProblem } from '../messages/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { classNames, type Tone, toneSoft } from '../ui/index.ts';
import { type Notice, noticesOf } from './notices.ts';

const marks = {
  record: { tone: 'fail', icon: HardDrive },
  recordReplaced: { tone: 'warn', icon: HardDrive },
  disk: { tone: 'warn', icon: HardDrive },
  diskFull: { tone: 'fail', icon: HardDrive },
  storageFull: { tone: 'fail', icon: HardDrive },
  storageFailed: { tone: 'warn', icon: HardDrive },
  output: { tone: 'warn', icon: MonitorUp },
  settings: { tone: 'warn', icon: SlidersHorizontal },
  servingHere: { tone: 'warn', icon: ServerOff },
  servingOther: { tone: 'warn', icon: ServerOff },
  nextRecipe: { tone: 'active', icon: ListOrdered },
  pictures: { tone: 'warn', icon: ImageOff },
  disturbed: { tone: 'warn', icon: Unplug },
  picture: { tone: 'warn', icon: Camera },
  interrupted: { tone: 'warn', icon: History },
} as const satisfies Record<Notice['kind'], { readonly tone: Tone; readonly icon: LucideIcon }>;

/** @param soundBlocked The browser allows no sound before somebody has used the page. */
export function NoticeStrips({ soundBlocked }: { readonly soundBlocked: boolean }) {
  const text = useText();
  const message = useNoticeMessage();
  const snapshot = useSnapshot((whole) => whole);
  const notices = useMemo(() => noticesOf(snapshot), [snapshot]);
  if (notices.length === 0 && !soundBlocked) return null;
  return (
    <div role="status" className="flex shrink-0 flex-col">
      {notices.map((notice) => (
        <Strip key={JSON.stringify(notice)} {...marks[notice.kind]} message={message(notice)}>
          {notice.kind === 'storageFull' && notice.unseenParts > 0 && <ShowUnseen />}
          {notice.kind === 'picture' && <ShowViews />}
        </Strip>
      ))}
      {soundBlocked && <Strip tone="idle" icon={VolumeX} message={text('live.notice.soundBlocked')} />}
    </div>
  );
}

function Strip({
  tone,
  icon: Icon,
  message,
  children,
}: {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly message: string;
  readonly children?: ReactNode;
}) {
  return (
    <p
      className={classNames(
        'flex min-h-11 items-center gap-3 border-line border-b px-6 py-1.5 font-medium',
        toneSoft[tone],
      )}
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      {message}
      {children}
    </p>
  );
}

function ShowUnseen() {
  const text = useText();
  return (
    <button
      type="button"
      className="min-h-11 shrink-0 underline"
      onClick={() => openPage('history', '?unseen=true')}
    >
      {text('live.notice.showUnseen')}
    </button>
  );
}

function ShowViews() {
  const text = useText();
  return (
    <button
      type="button"
      className="min-h-11 shrink-0 underline"
      onClick={() => openPage('setup', 'picture')}
    >
      {text('live.band.compareViews')}
    </button>
  );
}

function useNoticeMessage(): (notice: Notice) => string {
  const text = useText();
  const formats = useFormats();
  return (notice) => {
    switch (notice.kind) {
      case 'disk':
      case 'diskFull':
        return text(`live.notice.${notice.kind}`, { free: formats.bytes(notice.freeBytes) });
      case 'storageFull':
        return notice.unseenParts === 0
          ? text('live.notice.storageFull')
          : text('live.notice.storageUnseen', { count: notice.unseenParts });
      case 'record':
        return text('live.notice.record', {
          since: formats.minute(notice.since),
          message: notice.message,
        });
      case 'recordReplaced':
        return text('live.notice.recordReplaced', { message: notice.message });
      case 'storageFailed':
        return text('live.notice.storageFailed', { message: notice.message });
      case 'output':
        return text('live.notice.output', { target: notice.target, message: notice.message });
      case 'servingHere':
        return text('live.notice.servingHere', { message: notice.message });
      case 'servingOther':
        return text('live.notice.servingOther', { server: notice.server, message: notice.message });
      case 'nextRecipe':
        return text('live.notice.nextRecipe', { name: notice.name });
      case 'settings':
        return text('live.notice.settings', { message: notice.message });
      case 'pictures':
        return text('live.notice.pictures', { names: notice.names.join(', ') });
      case 'picture': {
        const { what, remedy } = pictureProblem(notice.picture, text, formats);
        return `${what} ${remedy}`;
      }
      case 'disturbed':
      case 'interrupted':
        return text(`live.notice.${notice.kind}`);
      default:
        return notice satisfies never;
    }
  };
}
