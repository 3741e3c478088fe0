import { Bug } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useText } from '../text/index.tsx';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

/** When a page throws, navigation and the other pages go on working. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly defect: Error | null }
> {
  override readonly state: { readonly defect: Error | null } = { defect: null };

  static getDerivedStateFromError(defect: Error) {
    return { defect };
  }

  override render() {
    const { defect } = this.state;
    return defect === null ? this.props.children : <ErrorScreen message={defect.message} />;
  }
}

function ErrorScreen({ message }: { readonly message: string }) {
  const text = useText();
  return (
    <EmptyState icon={Bug} title={text('app.defect.title')} description={text('app.defect.message')}>
      <p className="w-full break-words font-mono text-faint text-sm">{message}</p>
      <Button variant="primary" onClick={() => window.location.reload()}>
        {text('app.defect.reload')}
      </Button>
    </EmptyState>
  );
}
