import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../../shared/domain/line.ts'
import { clock } from '../../../../shared/domain/time-text.ts'
import { CertificateDialog } from '../../components/certificate-dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { StatusDot } from '../../components/status-dot.tsx'
import { useLineStatus } from '../../hooks/use-line-state.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { chooseLine } from '../../state/projection.ts'
import css from './line-card.module.css'
import { LineEdit } from './line-edit.tsx'

export function LineCard({ line }: { readonly line: Line }) {
  const { t } = useTranslation()
  const status = useLineStatus()
  const isDefault = useApp((s) => s.lines.defaultLineId === line.id)
  const [editing, setEditing] = useState(false)
  const [looking, setLooking] = useState(false)
  const { failure, request } = useRequest()
  const { registration: r } = line
  const certificate = r.state === 'unreachable' ? r.certificate : null
  const verdict = !line.enabled ? 'off' : r.state === 'registered' ? 'ready' : r.state
  const tone = { ready: 'ok', connecting: 'wait', refused: 'bad', unreachable: 'wait', off: '' }[verdict]
  return (
    <article className={`${css['line-card']} line-card`} aria-label={line.label}>
      <StatusDot state={status(line)} />
      <div style={{ minWidth: 0 }}>
        <h2>
          <bdi>{line.label}</bdi> {isDefault && <span className="chip acc">{t('line.default')}</span>}{' '}
          {line.manual && <span className="chip">{t('ownLine.chip')}</span>}
        </h2>
        <small>{t('lines.sipUser', { user: `${line.userName}@${line.domain}` })}</small>
      </div>
      <span>
        <span className={`chip ${tone}`}>{t(`line.${verdict}`)}</span>
      </span>
      <p className={css['across']}>{useSentence(line)}</p>
      {line.passwordOverridden && !line.manual && <p className={css['across']}>{t('lines.passwordOverridden')}</p>}
      {line.pinnedCertificate && <p className={css['across']}>{t('lines.pinned')}</p>}
      <div className={`${css['line-actions']} ${css['across']}`}>
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
          <button type="button" className="text-button" onClick={() => void request(chooseLine(window.dialdesk, line.id))}>
            {t('lines.makeDefault')}
          </button>
        )}
        {certificate ? (
          <button type="button" className="button small" onClick={() => setLooking(true)}>
            {t('lines.certificate')}
          </button>
        ) : (
          (r.state === 'refused' || r.state === 'unreachable') && (
            <button type="button" className="button small" onClick={() => void request(window.dialdesk.lines.retry({ lineId: line.id }))}>
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
      <div className={css['across']}>
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
