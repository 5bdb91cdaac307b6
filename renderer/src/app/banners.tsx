import { IconAlertTriangle } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { missingDevices } from '../audio/devices.ts'
import { CertificateQuestion } from '../components/certificate-question.tsx'
import { useDoNotDisturbText } from '../components/do-not-disturb.tsx'
import { failureText } from '../components/failure-text.tsx'
import { useDevices } from '../hooks/use-devices.ts'
import { useApp } from '../state/app-store.ts'
import { openSettings } from '../state/navigation.ts'
import { BalanceBanner } from './balance-banner.tsx'
import { BudgetBanner } from './budget-banner.tsx'
import { SpendWarnings } from './spend-warnings.tsx'
import { StorageBanner } from './storage-banner.tsx'

/** One banner at a time, the most severe first; and the question about a certificate as soon as a line shows one. */
export const Banners = memo(function Banners() {
  const { t } = useTranslation()
  const phone = useApp((s) => s.environment.phone)
  const session = useApp((s) => s.account.session)
  const provisioning = useApp((s) => s.lines.provisioning)
  const dnd = useDoNotDisturbText()
  const audio = useApp((s) => s.settings.audio)
  const { names } = audio
  const devices = useDevices()
  const missing = devices ? missingDevices(audio, devices) : []
  const apiError = session.state === 'signed-in' ? session.apiError : null
  const banner =
    phone === 'failed'
      ? t('banner.phoneFailed')
      : phone === 'restarting'
        ? t('banner.restarting')
        : apiError
          ? failureText(t, apiError)
          : provisioning.step === 'failed'
            ? t('provision.failed')
            : dnd
              ? dnd
              : missing.length
                ? missing.map((m) => t('audio.goneNow', { device: names[m] || t(`audio.${m}`) })).join(' ')
                : null
  return (
    <>
      {banner && (
        <div className="note wait banner" role="status">
          <IconAlertTriangle size={16} aria-hidden />
          <span style={{ flex: 1 }}>{banner}</span>
          {apiError?.code === 'wrong-credentials' ? (
            <button type="button" className="text-button" onClick={() => void window.dialdesk.account.signOut()}>
              {t('banner.signInAgain')}
            </button>
          ) : (
            (apiError || provisioning.step === 'failed') && (
              <button
                type="button"
                className="text-button"
                onClick={() => {
                  void window.dialdesk.account.refreshBalance()
                  void window.dialdesk.lines.refresh()
                }}
              >
                {t('app.retry')}
              </button>
            )
          )}
        </div>
      )}
      <SpendWarnings />
      <StorageBanner />
      <BalanceBanner />
      <BudgetBanner />
      <CertificateQuestion onAnswer={() => openSettings('lines')} />
    </>
  )
})
