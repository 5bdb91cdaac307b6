import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { clock } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { useAsk } from '../../state/use-call.ts'
import { FailureNote } from '../../ui/failure-text.tsx'
import { LineCard } from './line-card.tsx'
import { ProvisioningSteps } from './provisioning-steps.tsx'
import './lines.css'

/** The account's lines, each with its verdict in words and the one useful act. */
export function LinesPage() {
  const { t, i18n } = useTranslation()
  const { lines, provisioning } = useApp((s) => s.lines)
  const { busy, failure, ask } = useAsk()
  return (
    <>
      <div className="pane-head">
        <h2>{t('lines.title')}</h2>
        {provisioning.asOf !== null && (
          <small className="num">{t('lines.count', { n: lines.length, time: clock(provisioning.asOf, i18n.language) })}</small>
        )}
        <span style={{ flex: 1 }} />
        <button type="button" className="button small" disabled={busy} onClick={() => void ask(window.dialdesk.lines.refresh())}>
          <IconRefresh size={16} aria-hidden /> {t('lines.read')}
        </button>
      </div>
      <FailureNote failure={failure} />
      <ProvisioningSteps />
      {lines.map((line) => (
        <LineCard key={line.id} line={line} />
      ))}
    </>
  )
}
