import { Switch } from '@mantine/core'
import { IconCheck, IconCircleCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stopTracks, voiceConstraints } from '../../audio/microphone.ts'
import { getAudio } from '../../audio/running-audio.ts'
import { CertificateQuestion } from '../../components/certificate-question.tsx'
import { DeviceSelect } from '../../components/device-select.tsx'
import { LevelMeter } from '../../components/level-meter.tsx'
import { Logo } from '../../components/logo.tsx'
import { ProvisioningSteps } from '../../components/provisioning-steps.tsx'
import { StatusDot } from '../../components/status-dot.tsx'
import { lineStatus, useLineState } from '../../hooks/use-line-state.ts'
import { useApp } from '../../state/app-store.ts'
import css from './first-run.module.css'

const steps = ['account', 'lines', 'audio', 'desk'] as const
type Step = (typeof steps)[number]

const finish = (): void => void window.dialdesk.settings.change({ setUp: true })

/** What to check before the first call. Every step can be skipped, and says where in the settings to find it later. */
export default function FirstRun() {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>('lines')
  const heading = useRef<HTMLHeadingElement>(null)
  const session = useApp(({ account }) => account.session)
  const lines = useApp((s) => s.lines.lines)
  const at = steps.indexOf(step)
  const ready = lines.filter((l) => l.enabled && l.registration.state === 'registered').length
  // a screen reader hears where it is, a keyboard goes on from there
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step has its own heading
  useEffect(() => heading.current?.focus(), [step])
  const sums: Readonly<Record<Step, string>> = {
    account: session.state === 'signed-in' ? (session.accounts[0]?.customerName ?? session.userName) : '',
    lines: t('first.linesSum', { ready, n: lines.length }),
    audio: t('first.audioSum'),
    desk: t('first.deskSum'),
  }
  const next = (): void => (step === 'desk' ? finish() : setStep(steps[at + 1] ?? 'desk'))
  return (
    <div className={css['first']}>
      <div className="drag-area" />
      <nav className={css['first-steps']} aria-label={t('first.steps')}>
        <p className="brand">
          <Logo size={24} /> {t('app.name')}
        </p>
        <ol>
          {steps.map((s, i) => (
            <li key={s} aria-current={s === step ? 'step' : undefined} className={i < at ? `${css['passed']}` : ''}>
              <span className={css['first-number']} aria-hidden>
                {i < at ? <IconCheck size={14} /> : i + 1}
              </span>
              <span>
                <b>{t(`first.${s}`)}</b>
                <small>
                  <bdi>{sums[s]}</bdi>
                </small>
              </span>
            </li>
          ))}
        </ol>
        <button type="button" className="text-button" onClick={finish}>
          {t('first.skipAll')}
        </button>
      </nav>
      <main className={css['first-sheet']}>
        <div className={css['first-body']}>
          <h1 ref={heading} tabIndex={-1}>
            {t(`first.${step}Title`)}
          </h1>
          <p className={css['first-text']}>{t(`first.${step}Text`)}</p>
          {step === 'lines' && <Lines />}
          {step === 'audio' && <Audio />}
          {step === 'desk' && <Desk />}
          <p className={css['first-later']}>{t(`first.${step}Later`)}</p>
          <div className={css['first-actions']}>
            {at > 1 && (
              <button type="button" className="button" onClick={() => setStep(steps[at - 1] ?? 'lines')}>
                {t('first.back')}
              </button>
            )}
            <span className="grow" />
            {step !== 'desk' && (
              <button type="button" className="button" onClick={next}>
                {t('first.skip')}
              </button>
            )}
            <button type="button" className="button primary" onClick={next}>
              {t(step === 'desk' ? 'first.finish' : 'first.next')}
            </button>
          </div>
        </div>
      </main>
      <CertificateQuestion />
    </div>
  )
}

function Lines() {
  const lines = useApp((s) => s.lines.lines)
  const calls = useApp((s) => s.calls)
  const word = useLineState()
  return (
    <>
      <ProvisioningSteps />
      <ul className={css['first-lines']}>
        {lines.map((l) => (
          <li key={l.id}>
            <StatusDot state={lineStatus(l, calls)} />
            <b>
              <bdi>{l.label}</bdi>
            </b>
            <span className="grow">{word(l)}</span>
            <small>
              <bdi>{l.userName}</bdi>
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}

function Audio() {
  const { t } = useTranslation()
  const { microphone, echoCancellation, noiseSuppression, gainControl } = useApp((s) => s.settings.audio)
  const platform = useApp((s) => s.environment.platform)
  const [stream, setStream] = useState<MediaStream | 'denied' | null>(null)
  useEffect(() => {
    let current: MediaStream | null = null
    let gone = false
    // as in a call: what the bar shows is what the others would get
    const voice = voiceConstraints({ microphone, echoCancellation, noiseSuppression, gainControl })
    navigator.mediaDevices.getUserMedia({ audio: voice }).then(
      (opened) => {
        if (gone) return stopTracks(opened)
        current = opened
        setStream(opened)
      },
      () => !gone && setStream('denied'),
    )
    return () => {
      gone = true
      if (current) stopTracks(current)
    }
  }, [microphone, echoCancellation, noiseSuppression, gainControl])
  return (
    <>
      <DeviceSelect kind="microphone" label={t('audio.microphone')} />
      <LevelMeter stream={stream === 'denied' ? null : stream} />
      <WithTry label={t('audio.testTone')} onTry={() => getAudio()?.trySound('ringback', 'speaker')}>
        <DeviceSelect kind="speaker" label={t('audio.speaker')} />
      </WithTry>
      <WithTry label={t('audio.ring')} onTry={() => getAudio()?.trySound('classic', 'ringer')}>
        <DeviceSelect kind="ringer" label={t('audio.ringer')} />
      </WithTry>
      {stream === 'denied' ? (
        <p className="note bad" role="alert">
          <span>
            {t('call.micDenied')} {t(`audio.wayOut.${platform}`)}
          </span>
        </p>
      ) : (
        stream && (
          <p className="note ok" role="status">
            <IconCircleCheck size={16} aria-hidden /> <span>{t('first.micWorks')}</span>
          </p>
        )
      )}
    </>
  )
}

function WithTry({ label, onTry, children }: { readonly label: string; readonly onTry: () => void; readonly children: ReactNode }) {
  return (
    <div className={css['first-try']}>
      <span className="grow">{children}</span>
      <button type="button" className="button" onClick={onTry}>
        {label}
      </button>
    </div>
  )
}

function Desk() {
  const { t } = useTranslation()
  const { startWithSystem, notifications } = useApp((s) => s.settings.desktop)
  const links = useApp(({ environment }) => !environment.managed.disabled.includes('links'))
  const [registered, setRegistered] = useState(false)
  const { settings, desktop } = window.dialdesk
  return (
    <>
      {links && (
        <div className="row">
          <span className="grow">{t('desk.linksText')}</span>
          <button type="button" className="button" onClick={() => void desktop.registerLinkHandler().then((outcome) => setRegistered(outcome.ok))}>
            {t('desk.take')}
          </button>
          {registered && <span role="status">{t('desk.taken')}</span>}
        </div>
      )}
      <Switch
        label={t('desk.withSystem')}
        checked={startWithSystem}
        onChange={(e) => void settings.change({ desktop: { startWithSystem: e.currentTarget.checked, startMinimised: e.currentTarget.checked } })}
      />
      <Switch
        label={t('first.notifications')}
        checked={notifications.includes('missed')}
        onChange={(e) =>
          void settings.change({
            desktop: { notifications: e.currentTarget.checked ? [...notifications, 'missed'] : notifications.filter((n) => n !== 'missed') },
          })
        }
      />
    </>
  )
}
