import { IconPlus, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNote } from '../../components/failure-text.tsx'
import { ProvisioningSteps } from '../../components/provisioning-steps.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { timeOrDate } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import css from './line-card.module.css'
import { LineCard } from './line-card.tsx'
import { ManualLineForm } from './manual-line-form.tsx'

/** The account's lines, each with its state and the most useful action. */
export function LinesPage() {
  const { t, i18n } = useTranslation()
  const { lines, provisioning } = useApp((s) => s.lines)
  const { busy, failure, request } = useRequest()
  const allowed = useApp((s) => !s.environment.managed.disabled.includes('manual-lines'))
  const [adding, setAdding] = useState(false)
  return (
    <>
      <div className="pane-head">
        <h2>{t('lines.title')}</h2>
        {provisioning.asOf !== null && (
          <small className="num">{t('lines.count', { count: lines.length, time: timeOrDate(provisioning.asOf, Date.now(), i18n.language) })}</small>
        )}
        <span style={{ flex: 1 }} />
        {!(lines.length === 0 && provisioning.step === 'fetched') && (
          <button type="button" className="button small" disabled={busy} onClick={() => void request(window.dialdesk.lines.refresh())}>
            <IconRefresh size={16} aria-hidden /> {t('lines.read')}
          </button>
        )}
      </div>
      <FailureNote failure={failure} />
      <ProvisioningSteps />
      {lines.map((line) => (
        <LineCard key={line.id} line={line} />
      ))}
      {allowed &&
        (adding ? (
          <ManualLineForm onDone={() => setAdding(false)} />
        ) : (
          <div className={css['add-line']}>
            <button type="button" className="button" onClick={() => setAdding(true)}>
              <IconPlus size={16} aria-hidden /> {t('ownLine.add')}
            </button>
            <small>{t('ownLine.what')}</small>
          </div>
        ))}
    </>
  )
}
