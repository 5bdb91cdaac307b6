import { IconPhoneCalling } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { displayNumber, readPhoneNumber } from '../../../shared/domain/phone-number.ts'
import { useClock } from '../hooks/use-clock.ts'
import { useApp } from '../state/app-store.ts'
import { afterAttempt, endRedial, isWithin, type Redial, useAutoRedial } from '../state/auto-redial.ts'
import { regionOf } from '../state/selectors.ts'

/** Calls a busy number again until it is answered, with what is left of it on every screen. Any key or click ends it. */
export function AutoRedial() {
  const { t } = useTranslation()
  const { redial, ended } = useAutoRedial()
  if (redial) return <Running redial={redial} />
  const why = ended && t(`redial.ended.${ended}`)
  return (
    <p className={why ? 'note banner' : 'hidden'} role="status">
      {why && <span className="grow">{why}</span>}
      {why && (
        <button type="button" className="text-button" onClick={() => useAutoRedial.setState({ ended: null })}>
          {t('redial.close')}
        </button>
      )}
    </p>
  )
}

function Running({ redial }: { readonly redial: Redial }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const { nextAt, callId, left, number } = redial
  const now = useClock(true)
  const call = useApp((s) => s.calls.find((c) => c.id === callId) ?? null)
  const inCall = useApp((s) => s.calls.some((c) => c.state !== 'ended'))
  useEffect(() => {
    const stop = (): void => endRedial('input')
    // before whatever the key or click is for
    const options = { capture: true }
    window.addEventListener('keydown', stop, options)
    window.addEventListener('pointerdown', stop, options)
    return () => {
      window.removeEventListener('keydown', stop, options)
      window.removeEventListener('pointerdown', stop, options)
    }
  }, [])
  const due = nextAt !== null && now >= nextAt
  useEffect(() => {
    if (!due) return
    // somebody called meanwhile, or the user did
    if (inCall) endRedial('input')
    else void attempt(redial, region)
  }, [due, inCall, redial, region])
  useEffect(() => {
    const next = call && afterAttempt(redial, call, Date.now())
    if (typeof next === 'string') endRedial(next)
    else if (next) useAutoRedial.setState({ redial: next })
  }, [call, redial])
  const shown = displayNumber(number, region)
  return (
    <div className="note wait banner">
      <IconPhoneCalling size={16} aria-hidden />
      <span className="grow" role="timer">
        {nextAt === null
          ? t('redial.trying', { number: shown })
          : t('redial.next', { number: shown, seconds: Math.max(0, Math.ceil((nextAt - now) / 1000)) })}{' '}
        {t('redial.left', { count: left })} {t('redial.stopHint')}
      </span>
      <button type="button" className="text-button" onClick={() => endRedial('input')}>
        {t('redial.stop')}
      </button>
    </div>
  )
}

/** Asks the price anew, and calls where it is not above the cap. */
async function attempt(redial: Redial, region: string): Promise<void> {
  const { number, lineId, cap, left } = redial
  const isCurrent = (): boolean => useAutoRedial.getState().redial?.number === number
  useAutoRedial.setState({ redial: { ...redial, nextAt: null, left: left - 1 } })
  const e164 = readPhoneNumber(number, region)?.e164 ?? null
  const rates = e164 === null ? null : await window.dialdesk.rates.ask({ numbers: [e164] })
  if (!isCurrent()) return
  const rate = rates?.ok ? (rates.value.rates[0] ?? null) : null
  if (!isWithin(cap, rate)) return endRedial('price')
  const outcome = await window.dialdesk.calls.dial({ lineId, number, origin: 'auto-redial', confirmed: [], hidden: false, consultFor: null })
  if (!isCurrent()) {
    // it was stopped while the call began
    if (outcome.ok) void window.dialdesk.calls.hangUp({ callId: outcome.value.callId, whole: false })
    return
  }
  if (!outcome.ok) return endRedial('failed')
  useAutoRedial.setState({ redial: { ...redial, nextAt: null, left: left - 1, callId: outcome.value.callId } })
}
