// The parts on one sheet, each in each of its states.
import '../../renderer/src/ui/later-styles.ts'
import { Checkbox, MantineProvider, Select, Slider, Switch, TextInput } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import { Logo } from '../../renderer/src/components/logo.tsx'
import { PaidOperationOutcome } from '../../renderer/src/components/paid-operation-outcome.tsx'
import { Price } from '../../renderer/src/components/price.tsx'
import { StatusDot, type StatusDotState } from '../../renderer/src/components/status-dot.tsx'
import { startLanguages } from '../../renderer/src/i18n/index.ts'
import { cssVariables, theme as mantine } from '../../renderer/src/ui/theme.ts'
import { states } from './states.ts'

const dotStates: readonly StatusDotState[] = ['registered', 'in-call', 'ringing', 'held', 'connecting', 'unreachable', 'refused', 'off']
const NOW = Date.now()
const rate = { number: '1', destination: 'x', price: { units: 890, currency: 'EUR' }, prefix: '44', asOf: NOW }
const failure = { code: 'provider-timeout', message: '', retryable: true } as const

function Sheet() {
  const { t } = useTranslation()
  const operations = states.find(({ id }) => id === 'topup-earlier')?.state.services.paidOperations ?? []
  return (
    <main style={{ padding: 20, height: '100%', overflow: 'auto', boxSizing: 'border-box', background: 'var(--background)' }} className="stack">
      <h1>
        <Logo size={20} /> {t('app.name')}
      </h1>
      <div className="row">
        {dotStates.map((state) => (
          <span key={state} className="row">
            <StatusDot state={state} />{' '}
            {t(state === 'held' ? 'call.held' : state === 'in-call' || state === 'ringing' ? 'line.inCall' : `line.${state}`)}
          </span>
        ))}
      </div>
      <div className="row">
        {(['', 'primary', 'go', 'stop', 'stop-edge', 'soft', 'small'] as const).map((kind) => (
          <span key={kind} className="row">
            <button type="button" className={`button ${kind}`}>
              {t('dial.call')}
            </button>
            <button type="button" className={`button ${kind}`} disabled>
              {t('dial.call')}
            </button>
          </span>
        ))}
        <button type="button" className="text-button">
          {t('app.retry')}
        </button>
      </div>
      <div className="row">
        {(['', 'acc', 'ok', 'wait', 'bad'] as const).map((tone) => (
          <span key={tone} className={`chip ${tone}`}>
            {t('line.ready')}
          </span>
        ))}
      </div>
      {(['', 'ok', 'wait', 'bad'] as const).map((tone) => (
        <p key={tone} className={`note ${tone}`}>
          {t('operation.pending')}
        </p>
      ))}
      {operations.map((operation) => (
        <PaidOperationOutcome key={operation.id} operation={operation} done={t('topup.done')} />
      ))}
      <div className="row">
        <Price of={{ state: 'asking', rate: null }} />
        <Price of={{ state: 'known', rate, error: null }} />
        <Price of={{ state: 'known', rate: { ...rate, asOf: NOW - 9e6 }, error: null }} />
        <Price of={{ state: 'known', rate: { ...rate, price: null }, error: null }} />
        <Price of={{ state: 'failed', error: failure }} />
      </div>
      <div className="row">
        <Switch label={t('desk.withSystem')} defaultChecked />
        <Switch label={t('desk.minimised')} />
        <Switch label={t('desk.closeToTray')} disabled />
        <Checkbox label={t('desk.notification.missed')} defaultChecked />
        <Checkbox label={t('desk.notification.update')} disabled />
      </div>
      <TextInput label={t('desk.limit')} description={t('desk.limitHint')} defaultValue="2.00" />
      <TextInput label={t('desk.limit')} error={t('desk.limitBad')} defaultValue="abc" />
      <Select label={t('theme.label')} data={[t('theme.light'), t('theme.dark')]} defaultValue={t('theme.light')} />
      <Slider thumbLabel={t('audio.speakerVolume')} defaultValue={40} label={null} />
    </main>
  )
}

/** Resolves to what takes it away again. */
export async function renderComponents(language: 'en' | 'de', scheme: 'light' | 'dark'): Promise<() => void> {
  await startLanguages(language, 'Dialdesk')
  document.documentElement.lang = language
  const root = createRoot(document.getElementById('root') as HTMLElement)
  root.render(
    <MantineProvider theme={mantine} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      <Sheet />
    </MantineProvider>,
  )
  return () => root.unmount()
}
