import { useText } from '../text/index.tsx';

export function Live() {
  const text = useText();
  return <h1 className="p-6 font-semibold text-2xl">{text('app.rooms.live')}</h1>;
}
