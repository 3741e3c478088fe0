import { CircleCheck, CircleX, Copy, Download, LoaderCircle, RefreshCw, TriangleAlert } from 'lucide-react';
import type { DoctorReport, ElementChoice } from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Badge, Button, EmptyState, ErrorNotice, saveFile, useToast } from '../ui/index.ts';
import { Section } from './section.tsx';

/** Checks whether this machine has what a station needs, and saves a support bundle. */
export function DiagnosticsSection() {
  const text = useText();
  const report = useStationQuery('doctor', null);
  return (
    <>
      <Section title={text('setup.diagnostics.title')} hint={text('setup.diagnostics.hint')}>
        <Button
          icon={RefreshCw}
          className="self-start"
          busy={report.isFetching}
          onClick={() => void report.refetch()}
        >
          {text('setup.diagnostics.again')}
        </Button>
        {report.isPending && <EmptyState icon={LoaderCircle} title={text('setup.diagnostics.looking')} />}
        {report.isError && <ErrorNotice error={report.error} />}
        {report.data && <Report report={report.data} />}
      </Section>
      <SupportBundle />
    </>
  );
}

function Report({ report }: { readonly report: DoctorReport }) {
  const text = useText();
  const toast = useToast();
  const { healthy, versions, elements, cameras, cpu, backends, tensorrt, sandbox, remedy } = report;
  const Icon = healthy ? CircleCheck : CircleX;
  return (
    <div className="flex flex-col gap-6">
      <p
        className={`flex items-center gap-3 rounded-lg p-4 font-semibold text-lg ${healthy ? 'bg-raised' : 'bg-fail-soft text-fail'}`}
      >
        <Icon aria-hidden className="size-7" />
        {text(healthy ? 'setup.diagnostics.healthy' : 'setup.diagnostics.unhealthy')}
      </p>
      {remedy !== null && (
        <div>
          <h3 className="mb-2 font-medium">
            {text(healthy ? 'setup.diagnostics.remedyOptional' : 'setup.diagnostics.remedy')}
          </h3>
          <div className="flex flex-wrap items-center gap-3">
            <code className="min-w-0 flex-1 break-all rounded-lg bg-ground p-3 text-sm">{remedy}</code>
            <Button
              icon={Copy}
              onClick={async () => {
                await navigator.clipboard.writeText(remedy);
                toast({ tone: 'pass', title: text('setup.diagnostics.copied') });
              }}
            >
              {text('setup.diagnostics.copy')}
            </Button>
          </div>
        </div>
      )}
      <Facts
        title={text('setup.diagnostics.versions')}
        facts={[
          ['Stepwatch', versions.stepwatch],
          ['Node.js', versions.node],
          ['GStreamer', versions.gstreamer],
          ['ONNX Runtime', versions.onnxruntime],
        ]}
      />
      <Elements elements={elements} />
      <Facts
        title={text('setup.diagnostics.cameras')}
        facts={cameras.map(({ device, name }) => [name, device])}
        none={text('setup.diagnostics.noCameras')}
      />
      <Facts title={text('setup.diagnostics.cpu')} facts={[[cpu.model, cpu.title]]} />
      <Facts
        title={text('setup.diagnostics.backends')}
        facts={backends.map(({ name, bundled }) => [
          name,
          text(bundled ? 'setup.diagnostics.bundled' : 'setup.diagnostics.notBundled'),
        ])}
      />
      <TensorRt report={tensorrt} />
      <Sandbox report={sandbox} />
    </div>
  );
}

function TensorRt({ report }: { readonly report: DoctorReport['tensorrt'] }) {
  const text = useText();
  const none = text('setup.diagnostics.tensorrt.none');
  const { by, addon, library, driver, gpu, missing } = report;
  return (
    <div>
      <Facts
        title={text('setup.diagnostics.tensorrt.title')}
        facts={[
          [
            text('setup.diagnostics.tensorrt.by'),
            by === null ? none : text(`setup.diagnostics.tensorrt.${by}`),
          ],
          [text('setup.diagnostics.tensorrt.compiledFor'), addon ?? none],
          [text('setup.diagnostics.tensorrt.library'), library ?? none],
          [text('setup.diagnostics.tensorrt.gpu'), gpu ?? none],
          [text('setup.diagnostics.tensorrt.driver'), driver ?? none],
        ]}
      />
      {missing.map(({ what, hint }) => (
        <p key={what} className="mt-2 text-muted text-sm">
          {what}. {hint}
        </p>
      ))}
    </div>
  );
}

function Sandbox({ report }: { readonly report: DoctorReport['sandbox'] }) {
  const text = useText();
  const { level, isOff, landlock, systemCalls, missing } = report;
  return (
    <div>
      <Facts
        title={text('setup.diagnostics.sandbox.title')}
        facts={[
          [
            text('setup.diagnostics.sandbox.level'),
            text(`setup.diagnostics.sandbox.${isOff ? 'off' : level}`),
          ],
          [
            text('setup.diagnostics.sandbox.files'),
            landlock === null
              ? text('setup.diagnostics.sandbox.allowed')
              : text('setup.diagnostics.sandbox.landlock', { version: landlock }),
          ],
          [
            text('setup.diagnostics.sandbox.calls'),
            text(`setup.diagnostics.sandbox.${systemCalls ? 'refused' : 'allowed'}`),
          ],
        ]}
      />
      {missing.map((sentence) => (
        <p key={sentence} className="mt-2 text-muted text-sm">
          {sentence}
        </p>
      ))}
    </div>
  );
}

function Facts({
  title,
  facts,
  none,
}: {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly none?: string;
}) {
  return (
    <div>
      <h3 className="mb-2 font-medium">{title}</h3>
      {facts.length === 0 && <p className="text-muted">{none}</p>}
      <dl className="grid gap-x-8 gap-y-1.5 sm:grid-cols-2">
        {facts.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 border-line border-b py-1.5">
            <dt className="text-muted">{name}</dt>
            <dd className="figures break-all text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Elements({ elements }: { readonly elements: readonly ElementChoice[] }) {
  const text = useText();
  const head = 'px-3 py-2.5 text-left font-medium';
  return (
    <div>
      <h3 className="mb-2 font-medium">{text('setup.diagnostics.elements')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div tabIndex={0} className="overflow-x-auto rounded-lg border border-line">
        <table className="w-full border-collapse">
          <thead className="bg-raised text-muted text-sm">
            <tr>
              {(['role', 'element', 'state'] as const).map((column) => (
                <th key={column} scope="col" className={head}>
                  {text(`setup.diagnostics.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {elements.map((choice) => (
              <tr key={choice.role} className="border-line border-t">
                <th scope="row" className="px-3 py-2.5 text-left font-medium">
                  {choice.role}
                </th>
                <td className="px-3 py-2.5">
                  <span className="font-mono text-sm">{choice.element ?? choice.candidates.join(', ')}</span>
                  {choice.version && <span className="ml-2 text-muted text-sm">{choice.version}</span>}
                  {choice.hardware && (
                    <span className="ml-2 text-accent text-sm">{text('setup.diagnostics.hardware')}</span>
                  )}
                </td>
                <td className="px-3 py-2.5">
                  {choice.element !== null ? (
                    <Badge tone="idle" icon={CircleCheck} label={text('setup.diagnostics.there')} />
                  ) : (
                    <span className="flex flex-wrap items-center gap-2">
                      <Badge
                        tone={choice.essential ? 'fail' : 'warn'}
                        icon={choice.essential ? CircleX : TriangleAlert}
                        label={text(
                          choice.essential ? 'setup.diagnostics.missing' : 'setup.diagnostics.without',
                        )}
                      />
                      <code className="text-sm">{choice.package}</code>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function SupportBundle() {
  const text = useText();
  const bundle = useCommand('supportBundle');
  const may = useIsAllowed('supportBundle');
  return (
    <Section title={text('setup.support.title')} hint={text('setup.support.hint')}>
      {bundle.error && <ErrorNotice error={bundle.error} />}
      <Button
        icon={Download}
        className="self-start"
        busy={bundle.busy}
        disabled={!may}
        onClick={async () => {
          const made = await bundle.send(null);
          if (made === undefined) return;
          const bytes = Uint8Array.from(atob(made.data), (character) => character.charCodeAt(0));
          saveFile(made.name, new Blob([bytes], { type: 'application/zip' }));
        }}
      >
        {text('setup.support.save')}
      </Button>
    </Section>
  );
}
