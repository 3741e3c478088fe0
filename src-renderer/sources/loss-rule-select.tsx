import { type LossRule, lossRules } from '../../src-inference/contract/index.ts';
import { useText } from '../text/index.tsx';
import { Select } from '../ui/index.ts';

/** What becomes of damaged pictures; for streams from a network. */
export function LossRuleSelect({
  value,
  onChange,
}: {
  readonly value: LossRule;
  readonly onChange: (rule: LossRule) => void;
}) {
  const text = useText();
  return (
    <Select
      label={text('sources.afterLoss')}
      hint={text('sources.afterLossHint')}
      value={value}
      choices={lossRules.map((rule) => ({ value: rule, label: text(`sources.lossRules.${rule}`) }))}
      onChange={onChange}
    />
  );
}
