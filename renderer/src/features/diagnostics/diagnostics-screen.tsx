import { Switch, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconDownload, IconMinus, IconRefresh, IconShieldCheck, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DiagnosticStep, SipTraceMessage } from '../../../../shared/domain/diagnostics.ts'
import { clock } from '../../../../shared/domain/time-text.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { clockWithSeconds } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { CrashReports } from './crash-reports.tsx'
import css from './diagnostics-screen.module.css'
import { startRun, useRun } from './run.ts'

const groups = ['account', 'lines', 'voice'] as const

/** Checks everything a call needs, step by step, and shows the SIP messages. Nothing leaves this computer. */
export default function DiagnosticsScreen() {
  const { t, i18n } = useTranslation()
  const { echoNumber } = useApp((s) => s.settings.calls)
  const run = useRun()
  const [masked, setMasked] = useState(true)
  const [saved, setSaved] = useState<string | null>(null)
  const { failure, request } = useRequest()
  const start = (): void => {
    setSaved(null)
    void startRun()
  }
  const attention = run.steps.filter((s) => s.state === 'attention' || s.state === 'failed').length
  const save = async (): Promise<void> => {
    const outcome = await request(window.dialdesk.diagnostics.exportReport({ masked, steps: [...run.steps] }))
    if (outcome.ok && outcome.value) setSaved(outcome.value.path)
  }
  return (
    <div className="panes with-detail diagnostics">
      <section className="pane" aria-labelledby="diag-title" data-pane>
        <div className="pane-head padded">
          <h1 id="diag-title">{t('nav.diagnostics')}</h1>
          {run.state === 'done' && (
            <small>{t('diag.last', { time: clock(run.at, i18n.language), seconds: Math.max(1, Math.round(run.took / 1000)) })}</small>
          )}
          {run.state !== 'idle' && (
            <button type="button" className="button primary" disabled={run.state === 'running'} onClick={start}>
              <IconRefresh size={16} aria-hidden /> {t('diag.again')}
            </button>
          )}
        </div>
        <FailureNote failure={failure ?? run.failure} />
        {run.state !== 'idle' && (
          <p className={`note padded-x ${run.state === 'done' ? (attention ? 'wait' : 'ok') : ''}`} role="status">
            {run.state === 'done' ? t(attention ? 'diag.attention' : 'diag.ok', { count: attention }) : t('diag.running')}
          </p>
        )}
        <TextInput
          className="padded-x"
          label={t('diag.echoNumber')}
          description={t('diag.echoHint')}
          defaultValue={echoNumber}
          maxLength={64}
          inputMode="tel"
          onBlur={(e) => void window.dialdesk.settings.change({ calls: { echoNumber: e.currentTarget.value.trim() } })}
        />
        {run.state === 'idle' && <EmptyState text={t('diag.intro')} action={{ label: t('diag.check'), run: start }} />}
        {groups.map((group) => {
          const steps = run.steps.filter((s) => s.group === group)
          if (!steps.length) return null
          return (
            <section key={group} aria-label={t(`diag.group.${group}`)}>
              <div className="day">
                <h2>{t(`diag.group.${group}`)}</h2>
              </div>
              <ul className="rows">
                {steps.map((step) => (
                  <StepRow key={`${step.check} ${step.lineId}`} step={step} />
                ))}
              </ul>
            </section>
          )
        })}
        <CrashReports />
      </section>
      <TracePane masked={masked} onMasked={setMasked} onSave={() => void save()} saved={saved} />
    </div>
  )
}

const icons = { ok: IconCheck, attention: IconAlertTriangle, failed: IconX, skipped: IconMinus } as const

function StepRow({ step }: { readonly step: DiagnosticStep }) {
  const { t } = useTranslation()
  const Icon = icons[step.state]
  return (
    <li className={`${css['diag-step']} diag-step`}>
      <span className={`${css['diag-mark']} ${css[`step-${step.state}`] ?? ''}`}>
        <Icon size={16} aria-label={t(`diag.state.${step.state}`)} />
      </span>
      <span className="two grow">
        <b>{t(`diag.title.${step.check}`, step.details)}</b>
        <small>{t(`diag.result.${step.check}.${step.result}`, step.details)}</small>
      </span>
      {step.ms !== null && <span className="num">{t('quality.ms', { value: Math.round(step.ms) })}</span>}
    </li>
  )
}

type TraceProps = { readonly masked: boolean; readonly onMasked: (on: boolean) => void; readonly onSave: () => void; readonly saved: string | null }

function TracePane({ masked, onMasked, onSave, saved }: TraceProps) {
  const { t, i18n } = useTranslation()
  const [trace, setTrace] = useState<readonly SipTraceMessage[]>([])
  const [open, setOpen] = useState<number | null>(null)
  useEffect(() => {
    let current = true
    const read = async (): Promise<void> => {
      const outcome = await window.dialdesk.diagnostics.trace({ masked })
      if (current && outcome.ok) setTrace(outcome.value)
    }
    void read()
    const timer = setInterval(() => void read(), 2000)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [masked])
  return (
    <aside className="pane detail-pane" aria-labelledby="trace-title" data-pane>
      <div className="pane-head">
        <h2 id="trace-title">{t('diag.trace')}</h2>
        <button type="button" className="button" onClick={onSave}>
          <IconDownload size={16} aria-hidden /> {t('diag.save')}
        </button>
      </div>
      {saved && <p role="status">{t('diag.saved', { path: saved })}</p>}
      <Switch label={t('diag.mask')} checked={masked} onChange={(e) => onMasked(e.currentTarget.checked)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
      <ol className={`${css['trace']}`} tabIndex={0} aria-label={t('diag.trace')}>
        {trace.length === 0 && <li>{t('diag.noTrace')}</li>}
        {trace.map((m, i) => {
          const key = m.at * 1000 + i
          return (
            <li key={key}>
              <button type="button" aria-expanded={open === key} onClick={() => setOpen(open === key ? null : key)}>
                <span className="num">{clockWithSeconds(m.at, i18n.language)}</span>
                <span>{t(m.way === 'in' ? 'diag.in' : 'diag.out')}</span>
                <b>{m.text.split('\r\n', 1)[0]}</b>
              </button>
              {open === key && <pre>{m.text}</pre>}
            </li>
          )
        })}
      </ol>
      <p className="note">
        <IconShieldCheck size={16} aria-hidden />
        <span>{t('diag.privacy')}</span>
      </p>
    </aside>
  )
}
