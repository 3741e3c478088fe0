import { useText } from '../text/index.tsx';

export function Setup() {
  const text = useText();
  return <h1 className="p-6 font-semibold text-2xl">{text('setup.title')}</h1>;
}
