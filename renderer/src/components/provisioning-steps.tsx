import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../state/app-store.ts'
import css from './provisioning-steps.module.css'

/** Progress of line provisioning, until every line has settled. */
export function ProvisioningSteps() {
  const { t } = useTranslation()
  const { lines, provisioning } = useApp((s) => s.lines)
  const enabled = lines.filter((l) => l.enabled)
  const ready = enabled.filter((l) => l.registration.state === 'registered').length
  const settling = provisioning.step === 'fetching' || enabled.some((l) => l.registration.state === 'connecting')
  const [waited, setWaited] = useState(settling)
  if (settling && !waited) setWaited(true)
  if (provisioning.step === 'fetched' && !lines.length) {
    const types = provisioning.otherTypes.join(', ')
    return (
      <p className="note wait" data-empty>
        <span className="grow">{types ? t('lines.otherKinds', { types }) : t('lines.none')}</span>
        <button type="button" className="text-button" onClick={() => void window.dialdesk.lines.refresh()}>
          {t('lines.read')}
        </button>
      </p>
    )
  }
  return (
    <>
      {settling && (
        <div className={css['provision']}>
          <b>{t('provision.title')}</b>
          <span>{t(`provision.${provisioning.step}`)}</span>
          {enabled.length > 0 && <span className="num">{t('provision.registering', { ready, n: enabled.length })}</span>}
        </div>
      )}
      {/* spoken once, when it is settled: the steps change faster than they can be read out */}
      <span className="hidden" role="status">
        {waited &&
          enabled.length > 0 &&
          !enabled.some(({ registration: { state } }) => state === 'off' || state === 'connecting') &&
          t('provision.done', { ready, n: enabled.length })}
      </span>
    </>
  )
}
