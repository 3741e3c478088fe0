import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import {
  type IdentitySettings,
  identityFields,
  partIdentifiers,
  type VariantRecipe,
} from '../../../src-inference/contract/index.ts';
import { useStationQuery } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, IconButton, NumberField, Select, Switch, TextField } from '../../ui/index.ts';
import { ApplyBar, Section } from '../section.tsx';
import { type SettingsForm, useSettingsForm } from '../use-settings.ts';
import { readEscapes, showEscapes } from './escapes.ts';

type IdentityForm = SettingsForm<{ readonly identity: IdentitySettings }>;

/** How parts and people are told apart: scanner, codes, variants, logging out. */
export function IdentitySection() {
  return (
    <>
      <ScannerBox />
      <CodeBox />
      <VariantBox />
      <LogOutBox />
    </>
  );
}

/** Each box changes its own part of the settings. */
function useIdentityForm(): IdentityForm & {
  readonly current: IdentitySettings;
  change(change: Partial<IdentitySettings>): void;
} {
  const form = useSettingsForm('identity');
  const current = form.values.identity;
  return {
    ...form,
    current,
    change: (change) => form.edit({ identity: { ...current, ...change } }),
  };
}

const marks = ['prefix', 'suffix', 'separator', 'badgePrefix'] as const;

function ScannerBox() {
  const text = useText();
  const { current, change, ...form } = useIdentityForm();
  const { scanner } = current;
  return (
    <Section title={text('identity.setup.scanner')} hint={text('identity.setup.scannerHint')}>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {marks.map((mark) => (
          <MarkField
            key={mark}
            label={text(`identity.setup.${mark}`)}
            placeholder={text('identity.setup.nothing')}
            value={scanner[mark]}
            disabled={!form.mayChange}
            onChange={(value) => change({ scanner: { ...scanner, [mark]: value } })}
          />
        ))}
      </div>
      <ApplyBar form={form} effect={text('identity.setup.scannerEffect')} />
    </Section>
  );
}

/** Shows what was typed as long as it means the value, so that half an escape can be typed. */
function MarkField({
  value,
  onChange,
  ...field
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const isTyped = typed !== null && readEscapes(typed) === value;
  return (
    <TextField
      {...field}
      className="font-mono"
      value={isTyped ? typed : showEscapes(value)}
      maxLength={60}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(readEscapes(target.value));
      }}
    />
  );
}

function CodeBox() {
  const text = useText();
  const { current, change, ...form } = useIdentityForm();
  const fields = identityFields.map((field) => ({ value: field, label: text(`identity.${field}`) }));
  const identifiers = partIdentifiers.map((value) => ({ value, label: `(${value})` }));
  return (
    <Section title={text('identity.setup.part')} hint={text('identity.setup.partHint')}>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Select
          label={text('identity.setup.plainCode')}
          value={current.plainCode}
          choices={fields}
          disabled={!form.mayChange}
          onChange={(plainCode) => change({ plainCode })}
        />
        {identityFields.map((field) => (
          <Select
            key={field}
            label={text('identity.setup.gs1', { field: text(`identity.${field}`) })}
            value={current.gs1[field]}
            choices={identifiers}
            disabled={!form.mayChange}
            onChange={(identifier) => change({ gs1: { ...current.gs1, [field]: identifier } })}
          />
        ))}
      </div>
      <Switch
        label={text('identity.setup.serialRequired')}
        hint={text('identity.setup.serialRequiredHint')}
        checked={current.serialRequired}
        disabled={!form.mayChange}
        onChange={(serialRequired) => change({ serialRequired })}
      />
      <ApplyBar form={form} effect={text('identity.setup.partEffect')} />
    </Section>
  );
}

function VariantBox() {
  const text = useText();
  const { current, change, ...form } = useIdentityForm();
  const { data: recipes = [] } = useStationQuery('listRecipes', null);
  const { variants } = current;
  const set = (index: number, changed: Partial<VariantRecipe>): void =>
    change({ variants: variants.map((one, at) => (at === index ? { ...one, ...changed } : one)) });
  const known = recipes.map(({ name, title }) => ({ value: name, label: title || name }));
  const first = known[0]?.value;
  return (
    <Section title={text('identity.setup.variants')} hint={text('identity.setup.variantsHint')}>
      <ol className="flex flex-col gap-3">
        {variants.map(({ pattern, recipe }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what a row is
          <li key={index} className="flex items-end gap-3">
            <div className="grid min-w-0 flex-1 grid-cols-2 gap-3">
              <TextField
                label={text('identity.setup.pattern')}
                value={pattern}
                maxLength={200}
                disabled={!form.mayChange}
                onChange={({ target }) => set(index, { pattern: target.value })}
              />
              <Select
                label={text('identity.setup.recipe')}
                value={recipe}
                choices={
                  known.some(({ value }) => value === recipe)
                    ? known
                    : [{ value: recipe, label: recipe }, ...known]
                }
                disabled={!form.mayChange}
                onChange={(name) => set(index, { recipe: name })}
              />
            </div>
            <IconButton
              icon={Trash2}
              name={text('identity.setup.removeVariant', { pattern })}
              disabled={!form.mayChange}
              onClick={() => change({ variants: variants.filter((_, at) => at !== index) })}
            />
          </li>
        ))}
      </ol>
      <Button
        icon={Plus}
        className="self-start"
        disabled={!form.mayChange || first === undefined}
        onClick={() =>
          first !== undefined && change({ variants: [...variants, { pattern: '*', recipe: first }] })
        }
      >
        {text('identity.setup.addVariant')}
      </Button>
      <ApplyBar form={form} effect={text('identity.setup.variantsEffect')} />
    </Section>
  );
}

function LogOutBox() {
  const text = useText();
  const { current, change, ...form } = useIdentityForm();
  const { logOut } = current;
  return (
    <Section title={text('identity.setup.logOut')} hint={text('identity.setup.logOutHint')}>
      <div className="flex flex-col gap-3">
        <Switch
          label={text('identity.setup.atShift')}
          checked={logOut.atShift}
          disabled={!form.mayChange}
          onChange={(atShift) => change({ logOut: { ...logOut, atShift } })}
        />
        <Switch
          label={text('identity.setup.idle')}
          checked={logOut.idleMinutes !== null}
          disabled={!form.mayChange}
          onChange={(isOn) => change({ logOut: { ...logOut, idleMinutes: isOn ? 30 : null } })}
        />
        {logOut.idleMinutes !== null && (
          <div className="max-w-80">
            <NumberField
              label={text('identity.setup.idleMinutes')}
              value={logOut.idleMinutes}
              min={1}
              max={1440}
              step={5}
              required
              disabled={!form.mayChange}
              onChange={(idleMinutes) =>
                idleMinutes !== null && change({ logOut: { ...logOut, idleMinutes } })
              }
            />
          </div>
        )}
      </div>
      <ApplyBar form={form} effect={text('identity.setup.logOutEffect')} />
    </Section>
  );
}
