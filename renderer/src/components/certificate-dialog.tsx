import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Certificate, Line } from '../../../shared/domain/line.ts'
import { useRequest } from '../hooks/use-request.ts'
import { dateTime } from '../i18n/format.ts'
import css from './certificate-dialog.module.css'
import { Dialog } from './dialog.tsx'
import { FailureNote } from './failure-text.tsx'

type Props = {
  readonly line: Line
  readonly certificate: Certificate
  /** Runs with the answer, before main's reply. */
  readonly onAnswer?: (() => void) | undefined
  readonly onClose: (sha256: string) => void
}

/** Shows a refused certificate and lets the user accept it for this line and host. */
export function CertificateDialog({ line, certificate, onAnswer, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const { busy, failure, request } = useRequest()
  const { sha256, replaces } = certificate
  const trust = async (): Promise<void> => {
    onAnswer?.()
    const outcome = await request(window.dialdesk.lines.trustCertificate({ lineId: line.id, sha256 }))
    if (outcome.ok) onClose(sha256)
  }
  const refuse = (): void => {
    onAnswer?.()
    onClose(sha256)
  }
  const facts = [
    ['host', certificate.host],
    ['problem', t(`cert.why.${certificate.problem}`)],
    ['subject', certificate.subject],
    ['issuer', certificate.issuer],
    ['valid', t('cert.validRange', { from: dateTime(certificate.validFrom, i18n.language), to: dateTime(certificate.validTo, i18n.language) })],
    ['fingerprint', sha256.toUpperCase().match(/.{4}/g)?.join(' ') ?? sha256],
  ] as const
  return (
    <Dialog
      title={t(replaces ? 'cert.changedTitle' : 'cert.title')}
      onClose={refuse}
      safe={{ label: t('cert.no'), run: refuse }}
      confirm={{ label: t('cert.yes'), tone: replaces ? 'stop' : 'primary', run: () => void trust(), disabled: busy }}
    >
      {replaces && (
        <p className="note bad">
          <IconAlertTriangle size={16} aria-hidden />
          <span>{t('cert.changed')}</span>
        </p>
      )}
      <p>{t('cert.text', { line: line.label, host: certificate.host })}</p>
      <dl className={css['cert-facts']}>
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`cert.${key}`)}</dt>
            <dd className={key === 'fingerprint' ? 'num' : undefined}>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <FailureNote failure={failure} />
    </Dialog>
  )
}
