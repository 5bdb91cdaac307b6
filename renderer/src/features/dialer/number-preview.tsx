import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type DialledForm, dialledForm } from '../../../../shared/domain/dial-plan.ts'
import { isEmergencyNumber } from '../../../../shared/domain/emergency.ts'
import type { Line } from '../../../../shared/domain/line.ts'
import { Price } from '../../components/price.tsx'
import { useRate } from '../../hooks/use-rate.ts'
import { countryName } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './number-preview.module.css'

/** What the line would dial for the number; null while nothing is entered. */
export function useDialledForm(number: string, line: Line | null): DialledForm | null {
  const region = useApp(regionOf)
  return useMemo(() => (number.trim() === '' || !line ? null : dialledForm(number, line.dialling, region, line.userName)), [number, line, region])
}

/** Below the number: destination, what is really dialled, and its rate. */
export function NumberPreview({ dialled, number }: { readonly dialled: DialledForm | null; readonly number: string }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  // a short code belongs to the network and has no rate
  const rate = useRate(dialled?.kind === 'number' && dialled.e164 !== null ? dialled.e164 : null)
  if (number.trim() !== '' && isEmergencyNumber(number.trim(), region)) {
    return (
      <div className={`${css['number-preview']} note bad`} role="status" style={{ borderRadius: 0 }}>
        <span className={css['who']}>
          <b>{t('dial.emergencyName')}</b>
          <span className={css['warning']}>{t('dial.emergency')}</span>
        </span>
        <IconAlertTriangle size={18} aria-hidden />
      </div>
    )
  }
  if (!dialled) {
    return (
      <div className={css['number-preview']} aria-live="polite">
        <span style={{ color: 'var(--text-muted)' }}>{t('dial.rateHint')}</span>
      </div>
    )
  }
  if (dialled.kind === 'refused') {
    return (
      <div className={css['number-preview']} role="status">
        <span style={{ color: 'var(--negative-text)' }}>{t(dialled.code === 'self-call' ? 'dial.self' : 'dial.invalid')}</span>
      </div>
    )
  }
  return (
    <div className={css['number-preview']} aria-live="polite">
      <span className={css['who']}>
        <b>
          {rate.state === 'known' && rate.rate.destination ? (
            <bdi>{rate.rate.destination}</bdi>
          ) : dialled.region ? (
            countryName(dialled.region, i18n.language)
          ) : dialled.e164 === null ? (
            t('dial.short')
          ) : (
            ''
          )}
        </b>
        <span className={`${css['dials']} num`}>{t('dial.dials', { number: dialled.target })}</span>
      </span>
      <Price of={rate} />
    </div>
  )
}
