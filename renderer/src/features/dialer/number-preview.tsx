import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DialledForm, dialledForm } from '../../../../shared/domain/dial-plan.ts'
import { isEmergencyNumber } from '../../../../shared/domain/emergency.ts'
import type { Line } from '../../../../shared/domain/line.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { readDialled } from '../../../../shared/domain/number-intake.ts'
import { useBalanceAtRate } from '../../components/balance-at-rate.tsx'
import { Price } from '../../components/price.tsx'
import { type RateState, useRate } from '../../hooks/use-rate.ts'
import { countryName } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './number-preview.module.css'

/** What the line would dial for the number; null while nothing is entered. */
export function useDialledForm(number: string, line: Line | null): DialledForm | null {
  const region = useApp(regionOf)
  return useMemo(() => (number.trim() === '' || !line ? null : dialledForm(number, line.dialling, region, line.userName)), [number, line, region])
}

/** Below the number: destination, what is really dialled, its rate, and for how long the balance lasts. */
export function NumberPreview({ dialled, number }: { readonly dialled: DialledForm | null; readonly number: string }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  // a short code belongs to the network and has no rate
  const rate = useRate(dialled?.kind === 'number' && dialled.e164 !== null ? dialled.e164 : null)
  const lasts = useBalanceAtRate(rate)
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
      <div className={css['number-preview']}>
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
  const { postDial } = readDialled(number)
  const place =
    rate.state === 'known' && rate.rate.destination
      ? rate.rate.destination
      : dialled.region
        ? countryName(dialled.region, i18n.language)
        : dialled.e164 === null
          ? t('dial.short')
          : ''
  return (
    <div className={css['number-preview']}>
      <span className={css['who']}>
        <b>
          <bdi>{place}</bdi>
        </b>
        <span className={`${css['dials']} num`}>{t('dial.dials', { number: dialled.target })}</span>
        {postDial !== '' && <span className={`${css['dials']} num`}>{t('dial.postDial', { tones: postDial.replace(/^[,;]+/, '') })}</span>}
      </span>
      <Price of={rate} />
      {lasts.text && <span className={`${css['lasts']} ${lasts.usedUp ? 'bad-text' : ''}`}>{lasts.text}</span>}
      <Spoken key={dialled.target} place={place} rate={rate} lasts={lasts.text} />
    </div>
  )
}

/** How long nothing is typed before the number's destination and price are spoken, ms: not after each digit. */
const PAUSE = 700

/** Says where the number leads, what it costs and for how long the balance lasts, once its price is known and the typing has stopped. */
function Spoken({ place, rate, lasts }: { readonly place: string; readonly rate: RateState; readonly lasts: string }) {
  const { t, i18n } = useTranslation()
  const [paused, setPaused] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(true), PAUSE)
    return () => clearTimeout(timer)
  }, [])
  const price =
    rate.state === 'failed'
      ? t('dial.rateFailed')
      : rate.state !== 'known'
        ? ''
        : rate.rate.price
          ? `${formatMoney(rate.rate.price, i18n.language, 4)} ${t('dial.perMinute')}`
          : t('dial.noRate')
  return (
    <span className="hidden" role="status">
      {paused && rate.state !== 'asking' && [place, price, lasts].filter(Boolean).join(', ')}
    </span>
  )
}
