// The history: a list of parts with filters, recurring mistakes, and one part in detail.
import { useEffect, useState } from 'react';
import { openPage, useRoute } from '../app/index.ts';
import { useInfiniteParts } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { classNames } from '../ui/index.ts';
import { BuildingNotice } from './building-notice.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Overview } from './overview.tsx';
import { PartDetail } from './part-detail.tsx';
import { conditionsOf, type HistoryFilter, readConditions, wholeToday } from './part-filter.ts';
import { PartList } from './part-list.tsx';

const pageParts = 100;

export function History() {
  const text = useText();
  const { path } = useRoute();
  const asked = path.startsWith('?') ? path.slice(1) : null;
  const [filter, setFilter] = useState<HistoryFilter>(() =>
    asked === null ? wholeToday : readConditions(asked),
  );
  useEffect(() => {
    if (asked !== null) setFilter(readConditions(asked));
  }, [asked]);
  const conditions = conditionsOf(filter, new Date());
  const list = useInfiniteParts(conditions, pageParts);
  const open = path === '' || asked !== null ? null : path;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {/* Where a part takes the whole width, its own head is enough. */}
      <header
        className={classNames(
          'flex flex-wrap items-end gap-x-6 gap-y-3 border-line border-b px-6 py-4 phone:items-center phone:gap-3 phone:px-4 phone:py-2',
          open !== null && 'max-lg:hidden',
        )}
      >
        <h1 className="font-semibold text-2xl leading-11 max-xl:flex-1">{text('history.title')}</h1>
        <FilterBar filter={filter} onChange={setFilter} />
        <ExportMenu conditions={conditions} />
      </header>
      {open !== null && <h1 className="sr-only lg:hidden">{text('history.title')}</h1>}
      <BuildingNotice />
      <div className="flex min-h-0 flex-1">
        <section
          aria-label={text('history.parts')}
          className={classNames(
            'min-h-0 w-full shrink-0 border-line border-r lg:block lg:w-[26rem] xl:w-[34rem] 2xl:w-[54rem]',
            open !== null && 'hidden',
          )}
        >
          <PartList
            list={list}
            filter={filter}
            open={open}
            onOpen={(id) => openPage('history', id)}
            onWiden={() => setFilter({ ...wholeToday, span: 'all' })}
          />
        </section>
        <section
          aria-label={text(open === null ? 'history.overview' : 'history.part')}
          className={classNames('min-h-0 min-w-0 flex-1 overflow-y-auto', open === null && 'hidden lg:block')}
        >
          {open === null ? (
            <Overview
              conditions={conditions}
              onStep={(step) => setFilter({ ...filter, step })}
              shown={list.data?.length ?? 0}
            />
          ) : (
            <PartDetail key={open} id={open} onClose={() => openPage('history')} />
          )}
        </section>
      </div>
    </div>
  );
}
