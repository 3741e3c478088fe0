import { useState } from 'react';
import { type TestPattern, testPatterns } from '../../src-inference/contract/index.ts';
import { useText } from '../text/index.tsx';
import { Select } from '../ui/index.ts';
import { Probe } from './probe.tsx';
import type { SourceTabProps } from './source-tab.ts';
import { testText } from './source-text.ts';
import { useProbe } from './use-probe.ts';

export function TestTab({ watch, busy }: SourceTabProps) {
  const text = useText();
  const [pattern, setPattern] = useState<TestPattern>('ball');
  const { probe, foundOf, look } = useProbe();
  const source = testText(pattern);
  return (
    <div className="flex h-full flex-wrap gap-6 overflow-y-auto p-1">
      <div className="w-80 max-w-full shrink-0">
        <Select
          label={text('sources.pattern')}
          value={pattern}
          choices={testPatterns.map((value) => ({ value, label: text(`sources.patterns.${value}`) }))}
          onChange={setPattern}
        />
      </div>
      <Probe
        probe={probe}
        found={foundOf(source)}
        lookLabel={text('sources.look')}
        onLook={() => void look(source)}
        onWatch={() => watch(source)}
        busy={busy}
      />
    </div>
  );
}
