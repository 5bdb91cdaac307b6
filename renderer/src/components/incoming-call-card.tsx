import { IconBan, IconBellOff, IconPhone, IconPhoneOff, IconVolumeOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncomingView } from '../../../shared/domain/desktop.ts'
import type { Failure, Outcome } from '../../../shared/domain/failure.ts'
import { displayNumber } from '../../../shared/domain/phone-number.ts'
import { useClock } from '../hooks/use-clock.ts'
import { countryName, duration } from '../i18n/format.ts'
import { FailureNote, failureText } from './failure-text.tsx'
import { IconButton } from './icon-button.tsx'
import css from './incoming-call-card.module.css'
import { StatusDot } from './status-dot.tsx'

/** `block`: reject, and refuse this caller from now on. */
export type IncomingAction = 'answer' | 'reject' | 'silence' | 'block'
type Props = {
  readonly call: Pick<IncomingView, 'lineLabel' | 'name' | 'number' | 'anonymous' | 'silenced' | 'autoAnswerAt' | 'otherSince' | 'homeRegion'>
  /** What the small window shows in addition; null where the card lies over a screen, which has no room for it. */
  readonly details: Pick<IncomingView, 'lineNumber' | 'region' | 'mobile' | 'callsThisWeek' | 'more'> | null
  readonly run: (action: IncomingAction) => Promise<Outcome<unknown>>
}

/** An incoming call, over a screen of the main window or filling the small one. It takes no focus, so that a key pressed for something else does not answer it. */
export function IncomingCallCard({ call, details, run }: Props) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  const about = useId()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const second = call.otherSince !== null
  const number = call.number === null ? null : displayNumber(call.number, call.homeRegion)
  const who = call.name ?? number ?? t(call.anonymous ? 'in.anonymous' : 'in.unknown')
  const title = !asking ? who : call.anonymous ? `${t('in.blockAnonymous')}?` : t('in.blockAsk', { name: who })
  const on = (action: IncomingAction) => async (): Promise<void> => {
    setBusy(action !== 'silence')
    const outcome = await run(action)
    setFailure(outcome.ok ? null : outcome.error)
    setBusy(false)
  }
  // its name says line and caller: what is read besides is only what it does not say
  const label = t('in.callFrom', { line: call.lineLabel, name: who })
  const heading = <bdi>{t(second ? 'in.secondOn' : 'in.callOn', { line: call.lineLabel })}</bdi>
  // nobody can be blocked of whom neither a number nor that it is withheld is known
  const blockable = call.number !== null || call.anonymous
  const block = blockable && !asking && (
    <IconButton label={t(call.anonymous ? 'in.blockAnonymous' : 'in.block')} onClick={() => setAsking(true)}>
      <IconBan size={18} stroke={1.75} aria-hidden />
    </IconButton>
  )
  const decide = asking ? (
    <>
      <button type="button" className="button" disabled={busy} onClick={() => setAsking(false)}>
        {t('in.blockNot')}
      </button>
      <button type="button" className="button stop" disabled={busy} onClick={on('block')}>
        <IconBan size={18} aria-hidden /> {t('in.blockReject')}
      </button>
    </>
  ) : (
    <>
      <button type="button" className={details ? 'button stop' : 'button stop-edge'} disabled={busy} onClick={on('reject')}>
        <IconPhoneOff size={18} {...(details && { stroke: 1.75 })} aria-hidden /> {t('in.reject')}
      </button>
      <button type="button" className="button go" disabled={busy} onClick={on('answer')}>
        <IconPhone size={18} {...(details && { stroke: 1.75 })} aria-hidden /> {t(second ? 'in.holdAnswer' : 'in.answer')}
      </button>
    </>
  )
  if (!details)
    return (
      <div className={css['incoming']} role="alertdialog" aria-label={label} aria-describedby={about} data-pane>
        <p className={css['incoming-line']}>
          <StatusDot state="ringing" /> {heading}
        </p>
        <p className={css['incoming-name']}>
          <bdi>{title}</bdi>
        </p>
        <div id={about}>
          {call.name && number && <p className="num">{number}</p>}
          <Countdown call={call} />
        </div>
        <FailureNote failure={failure} />
        <div className={css['incoming-actions']}>
          {/* not `disabled`, which would take the focus away from whoever pressed it */}
          {!asking && (
            <button type="button" className="button" aria-disabled={call.silenced} onClick={call.silenced ? undefined : on('silence')}>
              <IconVolumeOff size={18} aria-hidden /> {t('in.silence')}
            </button>
          )}
          {decide}
        </div>
        {/* the last stop for keys, in the corner for the mouse: whoever jumps here wants to answer */}
        <span className={css['incoming-block']}>{block}</span>
      </div>
    )
  return (
    <div className={css['incoming-card']} role="alertdialog" aria-label={label} aria-describedby={about}>
      <div className={css['incoming-top']}>
        <StatusDot state="ringing" />
        <b className={css['incoming-on']}>{heading}</b>
        <span className={`${css['incoming-own']} num`}>{details.lineNumber !== call.lineLabel && details.lineNumber}</span>
        {/* not `disabled`, which would take the focus away from whoever pressed it */}
        <IconButton label={t('in.silence')} aria-disabled={call.silenced} onClick={call.silenced ? undefined : on('silence')}>
          <IconBellOff size={18} stroke={1.75} aria-hidden />
        </IconButton>
        {block}
      </div>
      <h1 className={`${css['incoming-who']} ${call.name ? '' : 'num'}`} title={title}>
        <bdi>{title}</bdi>
      </h1>
      <Details id={about} call={call} details={details} number={number} />
      {failure && (
        <p className={css['incoming-failure']} role="alert">
          {failureText(t, failure)}
        </p>
      )}
      <div className={css['incoming-buttons']}>{decide}</div>
    </div>
  )
}

const secondsLeft = (autoAnswerAt: number, now: number): number => Math.max(0, Math.ceil((autoAnswerAt - now) / 1000))

/** When the line answers automatically. */
function Countdown({ call: { autoAnswerAt } }: Pick<Props, 'call'>) {
  const { t } = useTranslation()
  const now = useClock(autoAnswerAt !== null)
  return autoAnswerAt !== null && <p role="status">{t('in.autoAnswer', { seconds: secondsLeft(autoAnswerAt, now) })}</p>
}

/** Number or country of the caller, and the most useful other fact. */
function Details({
  id,
  call,
  details,
  number,
}: {
  readonly id: string
  readonly call: Props['call']
  readonly details: NonNullable<Props['details']>
  readonly number: string | null
}) {
  const { t, i18n } = useTranslation()
  const { autoAnswerAt, otherSince, name } = call
  const now = useClock(otherSince !== null || autoAnswerAt !== null)
  const country = details.region && countryName(details.region, i18n.language)
  const place = country && (details.mobile ? t('in.place', { country }) : country)
  const side =
    autoAnswerAt !== null
      ? t('in.autoAnswer', { seconds: secondsLeft(autoAnswerAt, now) })
      : details.more > 0
        ? t('in.moreRinging', { count: details.more })
        : otherSince !== null
          ? t('in.inCall', { time: duration(now - otherSince) })
          : details.callsThisWeek > 0
            ? t('in.week', { count: details.callsThisWeek })
            : ''
  return (
    <p id={id} className={css['incoming-more']}>
      <span className={name && number ? 'num' : ''}>{(name ? number : place) ?? ''}</span>
      <span className="num">{side}</span>
    </p>
  )
}
