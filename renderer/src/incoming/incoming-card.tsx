import { IconBellOff, IconPhone, IconPhoneOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure, Outcome } from '../../../shared/contract.ts'
import type { IncomingView } from '../../../shared/desktop.ts'
import { displayNumber } from '../../../shared/phone-number.ts'
import { useClock } from '../app/use-clock.ts'
import { countryName, duration } from '../i18n/format.ts'
import { failureText } from '../ui/failure-text.tsx'
import { Lamp } from '../ui/lamp.tsx'
import './incoming.css'

type Act = 'answer' | 'reject' | 'silence'
type Props = { readonly view: IncomingView; readonly act: (act: Act) => Promise<Outcome<undefined>> }

/** A call that comes in (ux.md 08a, 08b): nothing here has the focus until the user puts it there. */
export function IncomingCard({ view, act }: Props) {
  const { t, i18n } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const second = view.otherSince !== null
  const now = useClock(second || view.autoAnswerAt !== null)
  const number = view.number === null ? null : displayNumber(view.number, view.homeRegion)
  const title = view.name ?? number ?? t(view.anonymous ? 'in.anonymous' : 'in.unknown')
  const country = view.region && countryName(view.region, i18n.language)
  const place = country && (view.mobile ? t('in.place', { country }) : country)
  const run = (what: Act) => async (): Promise<void> => {
    setBusy(what !== 'silence')
    const outcome = await act(what)
    setFailure(outcome.ok ? null : outcome.error)
    setBusy(false)
  }
  const side =
    view.autoAnswerAt !== null
      ? t('in.autoAnswer', { seconds: Math.max(0, Math.ceil((view.autoAnswerAt - now) / 1000)) })
      : view.more > 0
        ? t('in.moreRinging', { count: view.more })
        : view.otherSince !== null
          ? t('in.inCall', { time: duration(now - view.otherSince) })
          : view.callsThisWeek > 0
            ? t('in.week', { count: view.callsThisWeek })
            : ''
  return (
    <div className="incoming-card" role="alertdialog" aria-label={t('in.callFrom', { line: view.lineLabel, name: title })}>
      <div className="incoming-top">
        <Lamp state="ringing" />
        <b className="incoming-on">
          <bdi>{t(second ? 'in.secondOn' : 'in.callOn', { line: view.lineLabel })}</bdi>
        </b>
        <span className="incoming-own num">{view.lineNumber !== view.lineLabel && view.lineNumber}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t('in.silence')}
          title={t('in.silence')}
          disabled={view.silenced}
          onClick={run('silence')}
        >
          <IconBellOff size={18} stroke={1.75} aria-hidden />
        </button>
      </div>
      <h1 className={`incoming-who ${view.name ? '' : 'num'}`} title={title}>
        <bdi>{title}</bdi>
      </h1>
      <p className="incoming-more">
        <span className={view.name && number ? 'num' : ''}>{(view.name ? number : place) ?? ''}</span>
        <span className="num">{side}</span>
      </p>
      {failure && (
        <p className="incoming-failure" role="alert">
          {failureText(t, failure)}
        </p>
      )}
      <div className="incoming-buttons">
        <button type="button" className="button stop" disabled={busy} onClick={run('reject')}>
          <IconPhoneOff size={18} stroke={1.75} aria-hidden /> {t('in.reject')}
        </button>
        <button type="button" className="button go" disabled={busy} onClick={run('answer')}>
          <IconPhone size={18} stroke={1.75} aria-hidden /> {t(second ? 'in.holdAnswer' : 'in.answer')}
        </button>
      </div>
    </div>
  )
}
