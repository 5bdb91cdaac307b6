import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type DialledForm, dialledForm } from '../../../../shared/dial-plan.ts'
import { isEmergencyNumber } from '../../../../shared/emergency.ts'
import type { Line } from '../../../../shared/line.ts'
import { countryName } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { Price } from '../rates/price.tsx'
import { useRate } from '../rates/use-rates.ts'

/** What the line would dial for the number; null while nothing is entered. */
export function usePlate(number: string, line: Line | null): DialledForm | null {
  const region = useApp(regionOf)
  return useMemo(() => (number.trim() === '' || !line ? null : dialledForm(number, line.dialling, region, line.userName)), [number, line, region])
}

/** Below the number: destination, what is really dialled, and where the rate will stand. */
export function PlateFacts({ plate, number }: { readonly plate: DialledForm | null; readonly number: string }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  // a short code belongs to the network and has no rate
  const rate = useRate(plate?.kind === 'number' && plate.e164 !== null ? plate.e164 : null)
  if (number.trim() !== '' && isEmergencyNumber(number.trim(), region)) {
    return (
      <div className="plate-low note bad" role="status" style={{ borderRadius: 0 }}>
        <span className="who">
          <b>{t('dial.emergencyName')}</b>
          <span>{t('dial.emergency')}</span>
        </span>
        <IconAlertTriangle size={18} aria-hidden />
      </div>
    )
  }
  if (!plate) {
    return (
      <div className="plate-low" aria-live="polite">
        <span style={{ color: 'var(--t3)' }}>{t('dial.rateHint')}</span>
      </div>
    )
  }
  if (plate.kind === 'refused') {
    return (
      <div className="plate-low" role="status">
        <span style={{ color: 'var(--red-t)' }}>{t(plate.code === 'self-call' ? 'dial.self' : 'dial.invalid')}</span>
      </div>
    )
  }
  return (
    <div className="plate-low" aria-live="polite">
      <span className="who">
        <b>
          {rate.state === 'known' && rate.rate.destination ? (
            <bdi>{rate.rate.destination}</bdi>
          ) : plate.region ? (
            countryName(plate.region, i18n.language)
          ) : plate.e164 === null ? (
            t('dial.short')
          ) : (
            ''
          )}
        </b>
        <span className="dials num">{t('dial.dials', { number: plate.target })}</span>
      </span>
      <Price of={rate} />
    </div>
  )
}
