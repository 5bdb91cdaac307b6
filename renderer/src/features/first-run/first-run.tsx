import { IconCheck } from '@tabler/icons-react'
import { type ComponentType, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CertificateQuestion } from '../../components/certificate-question.tsx'
import { Logo } from '../../components/logo.tsx'
import { countryName } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { AudioStep } from './audio-step.tsx'
import { CountryStep } from './country-step.tsx'
import { DeskStep } from './desk-step.tsx'
import css from './first-run.module.css'
import { LinesStep } from './lines-step.tsx'
import { type OpenStep, type Step, steps, useFirstRun } from './progress.ts'
import { TestStep } from './test-step.tsx'
import { TrayStep } from './tray-step.tsx'

/** Signing in is the first step, and done when these are shown. */
const parts: Readonly<Record<OpenStep, ComponentType>> = {
  lines: LinesStep,
  country: CountryStep,
  audio: AudioStep,
  test: TestStep,
  tray: TrayStep,
  desk: DeskStep,
}

const finish = (): void => {
  useFirstRun.setState({ step: 'lines', test: 'idle' })
  void window.dialdesk.settings.change({ setUp: true })
}

/** What to check before the first call. Every step can be skipped, and says where in the settings to find it later. */
export default function FirstRun() {
  const { t, i18n } = useTranslation()
  const step = useFirstRun((f) => f.step)
  const setStep = (to: OpenStep): void => useFirstRun.setState({ step: to })
  const Part = parts[step]
  const heading = useRef<HTMLHeadingElement>(null)
  const session = useApp(({ account }) => account.session)
  const lines = useApp((s) => s.lines.lines)
  const region = useApp(regionOf)
  const at = steps.indexOf(step)
  const ready = lines.filter((l) => l.enabled && l.registration.state === 'registered').length
  // a screen reader hears where it is, a keyboard goes on from there
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step has its own heading
  useEffect(() => heading.current?.focus(), [step])
  const sums: Readonly<Record<Step, string>> = {
    account: session.state === 'signed-in' ? (session.accounts[0]?.customerName ?? session.userName) : '',
    lines: t('first.linesSum', { ready, n: lines.length }),
    country: countryName(region, i18n.language),
    audio: t('first.audioSum'),
    test: t('first.testSum'),
    tray: t('first.traySum'),
    desk: t('first.deskSum'),
  }
  const next = (): void => (step === 'desk' ? finish() : setStep((steps[at + 1] ?? 'desk') as OpenStep))
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
          <Part />
          <p className={css['first-later']}>{t(`first.${step}Later`)}</p>
          <div className={css['first-actions']}>
            {at > 1 && (
              <button type="button" className="button" onClick={() => setStep((steps[at - 1] ?? 'lines') as OpenStep)}>
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
