import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../../shared/line.ts'
import { clock } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { useAsk } from '../../state/use-call.ts'
import { FailureNote } from '../../ui/failure-text.tsx'
import { Lamp } from '../../ui/lamp.tsx'
import { CertificateDialog } from './certificate-dialog.tsx'
import { LineEdit } from './line-edit.tsx'
import { lampOf } from './line-state.ts'

export function LineCard({ line }: { readonly line: Line }) {
  const { t } = useTranslation()
  const calls = useApp((s) => s.calls)
  const isDefault = useApp((s) => s.lines.defaultLineId === line.id)
  const [editing, setEditing] = useState(false)
  const [looking, setLooking] = useState(false)
  const { failure, ask } = useAsk()
  const { registration: r } = line
  const certificate = r.state === 'unreachable' ? r.certificate : null
  const verdict = !line.enabled ? 'off' : r.state === 'registered' ? 'ready' : r.state
  const tone = { ready: 'ok', connecting: 'wait', refused: 'bad', unreachable: 'wait', off: '' }[verdict]
  return (
    <article className="line-card" aria-label={line.label}>
      <Lamp state={lampOf(line, calls)} />
      <div style={{ minWidth: 0 }}>
        <h2>
          <bdi>{line.label}</bdi> {isDefault && <span className="chip acc">{t('line.default')}</span>}
        </h2>
        <small>{t('lines.sipUser', { user: `${line.userName}@${line.domain}` })}</small>
      </div>
      <span>
        <span className={`chip ${tone}`}>{t(`line.${verdict}`)}</span>
      </span>
      <p className="wide">{useSentence(line)}</p>
      {line.passwordOverridden && <p className="wide">{t('lines.passwordOverridden')}</p>}
      {line.pinnedCertificate && <p className="wide">{t('lines.pinned')}</p>}
      <div className="line-acts wide">
        <span>{t('lines.uses')}</span>
        <span className={`chip ${r.state === 'registered' ? 'ok' : ''}`}>
          {r.state === 'registered' ? t(`transport.${r.transport}`) : t('lines.nothing')}
        </span>
        <span>{t('lines.offers')}</span>
        {line.transports.map((transport) => (
          <span key={transport} className="chip">
            {transport === 'wss' ? 'WebSocket' : transport.toUpperCase()}
          </span>
        ))}
        <span className="grow" />
        {!isDefault && (
          <button type="button" className="text-button" onClick={() => void ask(window.dialdesk.lines.setDefault({ lineId: line.id }))}>
            {t('lines.makeDefault')}
          </button>
        )}
        {certificate ? (
          <button type="button" className="button small" onClick={() => setLooking(true)}>
            {t('lines.certificate')}
          </button>
        ) : (
          (r.state === 'refused' || r.state === 'unreachable') && (
            <button type="button" className="button small" onClick={() => void ask(window.dialdesk.lines.retry({ lineId: line.id }))}>
              {t('lines.retry')}
            </button>
          )
        )}
        <button
          type="button"
          className="button small"
          aria-expanded={editing}
          aria-label={`${t(editing ? 'lines.done' : 'lines.edit')}: ${line.label}`}
          onClick={() => setEditing(!editing)}
        >
          {t(editing ? 'lines.done' : 'lines.edit')}
        </button>
      </div>
      <div className="wide">
        <FailureNote failure={failure} />
        {editing && <LineEdit line={line} />}
      </div>
      {looking && certificate && <CertificateDialog line={line} certificate={certificate} onClose={() => setLooking(false)} />}
    </article>
  )
}

/** The state with its reason as one plain sentence. */
function useSentence({ enabled, registration: r }: Line): string {
  const { t, i18n } = useTranslation()
  if (!enabled) return t('lines.offText')
  switch (r.state) {
    case 'off':
    case 'connecting':
      return t('lines.connectingText')
    case 'registered':
      return t('lines.registeredText', {
        transport: t(`transport.${r.transport}`),
        server: r.server,
        port: r.localPort,
        time: clock(r.expiresAt, i18n.language),
      })
    case 'refused':
    case 'unreachable':
      return t(`reason.${r.reason.code}`, { status: r.reason.status ?? '', detail: r.reason.detail })
  }
}
