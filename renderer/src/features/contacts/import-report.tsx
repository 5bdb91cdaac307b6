import { SegmentedControl } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportLine } from '../../../../shared/domain/contact-import.ts'
import css from './import-dialog.module.css'

const PART = 100

/** Each entry of the file with what becomes of it, and why; what was left out first where there is anything. */
export function ImportReport({ skipped }: { readonly skipped: number }) {
  const { t } = useTranslation()
  const [skippedOnly, setSkippedOnly] = useState(skipped > 0)
  const [found, setFound] = useState<{ readonly lines: readonly ImportLine[]; readonly total: number }>({ lines: [], total: 0 })
  const load = useCallback(
    async (offset: number): Promise<void> => {
      const outcome = await window.dialdesk.contacts.importLines({ offset, limit: PART, skippedOnly })
      if (outcome.ok)
        setFound((now) => ({ lines: offset ? [...now.lines, ...outcome.value.lines] : outcome.value.lines, total: outcome.value.total }))
    },
    [skippedOnly],
  )
  useEffect(() => void load(0), [load])
  const stateOf = ({ state, into, reasons }: ImportLine): string =>
    [
      state === 'merged' && into ? t('import.mergedInto', { name: into }) : t(`import.state.${state}`),
      ...reasons.map((reason) => t(`import.reason.${reason}`)),
    ].join(': ')
  return (
    <section className="stack" aria-label={t('import.report')}>
      <SegmentedControl
        size="xs"
        transitionDuration={0}
        aria-label={t('import.report')}
        value={skippedOnly ? 'skipped' : 'all'}
        onChange={(value) => setSkippedOnly(value === 'skipped')}
        data={[
          { value: 'all', label: t('import.reportAll') },
          { value: 'skipped', label: t('import.reportSkipped') },
        ]}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
      <ol className={css['report']} tabIndex={0}>
        {found.lines.map((line) => (
          <li key={line.line} className={line.state === 'skipped' ? css['left-out'] : undefined}>
            <small className="num">{t('import.line', { line: line.line })}</small>
            <bdi>{line.name}</bdi>
            <small>{stateOf(line)}</small>
          </li>
        ))}
        {found.total === 0 && <li>{t('import.reportEmpty')}</li>}
      </ol>
      {found.lines.length < found.total && (
        <button type="button" className="text-button" onClick={() => void load(found.lines.length)}>
          {t('import.reportMore', { count: found.total - found.lines.length })}
        </button>
      )}
    </section>
  )
}
