import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, dayText } from '../i18n/format.ts'
import { useApp } from '../state/app-store.ts'
import { failureText } from './failure-text.tsx'
import css from './history-notes.module.css'

/** Days that are named; the others are counted. */
const NAMED = 3

type Props = {
  /** Whose records are read again after a failure. */
  readonly range: { readonly from: string | null; readonly to: string }
  readonly children: ReactNode
}

/** What is being read or written, what could not be, and what is missing; progress is shown, not announced at each step. */
export function HistoryNotes({ range, children }: Props) {
  const { t, i18n } = useTranslation()
  const { running, exporting, error, asOf, unreadable, capped } = useApp((s) => s.services.history)
  const { history } = window.dialdesk
  return (
    <div className={`padded-x ${css['notes']}`} aria-live="polite">
      {exporting && (
        <p className="note" aria-live="off">
          <span className="grow num">{t('calls.exporting', { done: exporting.done, of: exporting.of })}</span>
          <button type="button" className="text-button" onClick={() => void history.cancelExport()}>
            {t('calls.cancel')}
          </button>
        </p>
      )}
      {running && (
        <p className="note" aria-live="off">
          <span className="grow num">{t('calls.reading', { done: running.done, count: running.of })}</span>
          <button type="button" className="text-button" onClick={() => void history.cancelSync()}>
            {t('calls.cancel')}
          </button>
        </p>
      )}
      {!running && error && (
        <p className="note wait">
          <span className="grow">
            {t('calls.costsFailed')} {failureText(t, error)} {asOf !== null && t('dial.asOf', { time: dateTime(asOf, i18n.language) })}
          </span>
          <button type="button" className="text-button" onClick={() => void history.sync(range)}>
            {t('app.retry')}
          </button>
        </p>
      )}
      {!running && unreadable > 0 && <p className="note wait">{t('calls.unreadable', { count: unreadable })}</p>}
      {!running && capped.length > 0 && (
        <p className="note wait">
          {t('calls.capped', {
            count: capped.length,
            days: capped
              .slice(0, NAMED)
              .map((date) => dayText(date, i18n.language))
              .join('; '),
          })}
        </p>
      )}
      {children}
    </div>
  )
}
