import { IconDownload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CrashReport } from '../../../../shared/contract/crashes.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import css from './diagnostics-screen.module.css'

/** Reports of parts of the app that ended unexpectedly: what they hold, to be saved or removed. Nothing where there are none. */
export function CrashReports() {
  const { t, i18n } = useTranslation()
  const { failure, request } = useRequest()
  const [reports, setReports] = useState<readonly CrashReport[]>([])
  const [saved, setSaved] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    void window.dialdesk.crashes.list().then((outcome) => current && outcome.ok && setReports(outcome.value))
    return () => {
      current = false
    }
  }, [])
  const save = async (name: string): Promise<void> => {
    const outcome = await request(window.dialdesk.crashes.save({ name }))
    if (outcome.ok && outcome.value) setSaved(outcome.value.path)
  }
  const removeAll = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.crashes.removeAll())
    if (outcome.ok) setReports([])
  }
  if (!reports.length) return null
  return (
    <section aria-labelledby="crashes-title">
      <div className="day">
        <h2 id="crashes-title">{t('crash.title')}</h2>
        <button type="button" className="text-button" onClick={() => void removeAll()}>
          {t('crash.removeAll')}
        </button>
      </div>
      <p className="note padded-x">{t('crash.what')}</p>
      <FailureNote failure={failure} />
      {saved && (
        <p className="padded-x" role="status">
          {t('diag.saved', { path: saved })}
        </p>
      )}
      <ul className="rows">
        {reports.map(({ name, part, at, bytes }) => {
          const time = dateTime(at, i18n.language)
          return (
            <li key={name} className={`${css['diag-step']} ${css['with-action']}`}>
              <span className="two grow">
                <b>{t(`crash.part.${part}`)}</b>
                <small>{t(`crash.holds.${part}`, { time, size: Math.max(1, Math.round(bytes / 1024)) })}</small>
              </span>
              <button type="button" className="button" aria-label={t('crash.saveOf', { time })} onClick={() => void save(name)}>
                <IconDownload size={16} aria-hidden /> {t('crash.save')}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
