import { Check, Copy, Tv } from 'lucide-react';
import { useRef, useState } from 'react';
import { openPage } from '../app/index.ts';
import { useConnection } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, TextField } from '../ui/index.ts';
import { Section } from './section.tsx';

/** The wall view, and the address that another screen opens it at. */
export function WallSection() {
  const text = useText();
  const connection = useConnection();
  const served = connection.state === 'connected' && connection.shell.kind === 'host';
  return (
    <Section title={text('app.wall')} hint={text('app.wallHint')}>
      {served && <Address />}
      <div>
        <Button icon={Tv} onClick={() => openPage('wall')}>
          {text('app.wallOpen')}
        </Button>
      </div>
    </Section>
  );
}

function Address() {
  const text = useText();
  const place = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  const address = new URL('#/wall', window.location.origin).href;
  const copy = (): void => {
    place.current?.querySelector('input')?.select();
    // The other way is closed to pages without HTTPS, which most stations are.
    setCopied(document.execCommand('copy'));
  };
  return (
    <div ref={place} className="flex flex-wrap items-end gap-3">
      <div className="min-w-56 max-w-xl flex-1">
        <TextField
          label={text('app.wallAddress')}
          readOnly
          value={address}
          onFocus={({ target }) => target.select()}
        />
      </div>
      <Button icon={copied ? Check : Copy} onClick={copy}>
        {text(copied ? 'app.wallCopied' : 'app.wallCopy')}
      </Button>
    </div>
  );
}
