import { useCallback } from 'react';
import { useCommand, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { identityText } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import { useToast } from '../../ui/index.ts';
import { useScanner } from '../scanner/use-scanner.ts';

/** The station tells every screen of a code that it does not take; these are the errors of which it knows nothing. */
const untold = ['engine_unavailable', 'request_invalid', 'not_allowed', 'internal'];

/** Whatever a scanner reads while the page of the operator is open goes to the station. */
export function useScannedCodes(): void {
  const text = useText();
  const toast = useToast();
  const { scanner } = useSnapshot((snapshot) => snapshot.settings.identity);
  const { attempt } = useCommand('scanCode');
  const may = useIsAllowed('scanCode');
  const take = useCallback(
    async (code: string): Promise<void> => {
      const result = await attempt({ text: code, by: 'scanner' });
      if (!result.ok) {
        const { code: error, message } = result.error;
        if (untold.includes(error)) toast({ tone: 'fail', title: message });
        return;
      }
      const { output } = result;
      switch (output.kind) {
        case 'operator':
          return toast({ tone: 'pass', title: text('identity.works', { name: output.name }) });
        case 'nextPart':
          return toast({
            tone: 'pass',
            title: text('identity.taken', { code: identityText(output.identity) }),
          });
        case 'part':
          return toast({
            tone: 'pass',
            title: text('identity.takenForPart', { code: identityText(output.identity) }),
          });
        default:
          return output satisfies never;
      }
    },
    [attempt, text, toast],
  );
  useScanner(scanner, may ? (code) => void take(code) : null);
}
