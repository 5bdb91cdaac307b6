import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/app-store.ts'

/** Where setting up the lines stands, until all that can be ready are. */
export function ProvisioningSteps() {
  const { t } = useTranslation()
  const { lines, provisioning } = useApp((s) => s.lines)
  const enabled = lines.filter((l) => l.enabled)
  const ready = enabled.filter((l) => l.registration.state === 'registered').length
  const settling = provisioning.step === 'fetching' || enabled.some((l) => l.registration.state === 'connecting')
  if (provisioning.step === 'fetched' && !lines.length) return <p className="note wait">{t('lines.none')}</p>
  if (!settling) return null
  return (
    <div className="provision" role="status">
      <b>{t('provision.title')}</b>
      <span>{t(`provision.${provisioning.step}`)}</span>
      {enabled.length > 0 && <span className="num">{t('provision.registering', { ready, n: enabled.length })}</span>}
    </div>
  )
}
