import { HardHat, PanelsTopLeft } from 'lucide-react';
import { useChangePreferences, usePreferences } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { IconButton, useShortcut } from '../../ui/index.ts';
import { FailuresButton } from '../failures/failures-button.tsx';
import { BenchPanel } from '../identity/bench-panel.tsx';
import { PartActions } from '../part-actions.tsx';
import { ShiftPanel } from '../shift/shift-panel.tsx';

/** Who works here, what the shift has made, and what a person does to the part: in one row along the bottom. */
export function DeskBar() {
  return (
    <div className="flex shrink-0 items-stretch gap-2">
      <div className="w-[25%] min-w-0 min-[1800px]:w-[23%] [&>section]:h-full">
        <BenchPanel />
      </div>
      <div className="min-w-0 flex-1 [&>section]:h-full">
        <ShiftPanel />
      </div>
      <FailuresButton />
      <PartActions />
      <ViewSwitch />
    </div>
  );
}

function ViewSwitch() {
  const text = useText();
  const { liveView } = usePreferences();
  const change = useChangePreferences();
  const other = liveView === 'operator' ? 'engineer' : 'operator';
  const name = text(`live.layout.${other}`);
  const toggle = (): void => change({ liveView: other });
  useShortcut('l', name, toggle);
  return (
    <IconButton
      icon={other === 'operator' ? HardHat : PanelsTopLeft}
      name={name}
      onClick={toggle}
      className="self-center"
    />
  );
}
